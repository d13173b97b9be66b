# Builds cli/target/dist and its class cache. Sourced by ./millrace, which sets home, dist and JAVA_HOME and sources jvm.sh.

main_jar=cli-0.1.0.jar
stamp=$dist/built

# Whether there is no build, or a source is newer than it.
stale() {
    [ -f "$stamp" ] || return 0
    # A distribution without sources is never stale.
    [ -f "$home/pom.xml" ] || return 1
    set -- "$home/pom.xml"
    for module in log log-local stream table wire metric auth api server cli; do
        set -- "$@" "$home/$module/pom.xml" "$home/$module/src/main"
    done
    [ -n "$(find "$@" -newer "$stamp" -type f 2>/dev/null | head -n 1)" ]
}

# One build at a time: two servers may be started together.
build() {
    mkdir -p "$home/cli/target"
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$home/cli/target/building"
        flock 9
        if ! stale; then
            exec 9>&-
            return 0
        fi
        build_now
        exec 9>&-
    else
        build_now
    fi
}

build_now() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "millrace: Maven 3.8.7 or newer is missing (no 'mvn' on the PATH); it is needed to build" >&2
        exit 1
    fi
    echo "millrace: building, which takes a minute or two the first time ..." >&2
    rm -f "$stamp"
    rm -rf "$dist/lib"
    log=$home/cli/target/build.log
    # Tests and style are ./build's business; here somebody wants to use it.
    if ! (cd "$home" && mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true -Dlint.fails=false \
        package -pl cli -am </dev/null >"$log" 2>&1); then
        grep '^\[ERROR\]' "$log" | head -n 20 >&2
        echo "millrace: the build failed; everything it said is in $log" >&2
        exit 1
    fi
    touch "$stamp"
    make_cache || echo "millrace: no class cache could be made, so starts take longer (see $home/cli/target/cache.log)" >&2
}

# Records a short run of the server and keeps its classes ready for the next start (JEP 514). Nothing depends on it.
make_cache() {
    echo "millrace: preparing for fast starts ..." >&2
    rm -f "$dist/server.aot"
    trial=$(mktemp -d "${TMPDIR:-/tmp}/millrace-trial.XXXXXX") || return 1
    jvm_options server
    # From within the directory, by relative names: the JVM hands its options on to a child, split at spaces.
    # shellcheck disable=SC2086 # options are words
    (cd "$dist" && "$JAVA_HOME/bin/java" $jvm -XX:AOTCacheOutput=draft.aot -Dmillrace.rehearsal=true \
        -cp "lib/$main_jar" io.millrace.cli.Main server --port 0 --data-dir "$trial/data" \
        </dev/null >"$home/cli/target/cache.log" 2>&1) || true
    rm -rf "$trial"
    [ -s "$dist/draft.aot" ] && mv -f "$dist/draft.aot" "$dist/server.aot"
}
