# Sets JAVA_HOME to a JDK 25 or newer, or says in one line what is missing. Sourced by ./build and ./millrace.

# The version stands in the file "release" of every JDK since 9; starting javac to ask would cost a quarter of a second.
is_jdk25() {
    [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
    major=
    if [ -r "$1/release" ]; then
        # Not sed: a process is a hundredth of a second.
        while IFS='="' read -r key _ value; do
            if [ "$key" = JAVA_VERSION ]; then
                major=${value%%[!0-9]*}
            fi
        done <"$1/release"
    fi
    if [ -z "$major" ]; then
        major=$("$1/bin/javac" -version 2>/dev/null | sed -n 's/^javac \([0-9]*\).*/\1/p')
    fi
    [ "${major:-0}" -ge 25 ]
}
for candidate in "${MILLRACE_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/* /opt/java/* \
    /opt/jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
        JAVA_HOME=$candidate
        export JAVA_HOME
        break
    fi
done
if [ -z "${JAVA_HOME:-}" ] || ! is_jdk25 "$JAVA_HOME"; then
    echo "millrace: no JDK 25 found (looked at MILLRACE_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, /opt and the usual places)" >&2
    exit 1
fi
