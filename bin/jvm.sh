# The JVM's options. Sourced by ./millrace; docs/operations/running.md and ADR 0042 say why each stands here.

mib=1048576

# Bytes of a size such as 512m, or nothing if it is none; the server then says what is wrong with it.
to_bytes() {
    number=${1%[kKmMgGtT]}
    case $number in
        '' | *[!0-9]* | ????????????????*) return 0 ;;
    esac
    case $1 in
        *[kK]) echo $((number * 1024)) ;;
        *[mM]) echo $((number * mib)) ;;
        *[gG]) echo $((number * 1024 * mib)) ;;
        *[tT]) echo $((number * 1024 * 1024 * mib)) ;;
        *) echo "$number" ;;
    esac
}

# Value of an option in a properties file, or nothing.
in_file() {
    [ -r "$2" ] || return 0
    sed -n "s/^[[:space:]]*$1[[:space:]]*[=:[:space:]][[:space:]]*\([^[:space:]]*\)[[:space:]]*$/\1/p" "$2" | tail -n 1
}

# A quarter of the machine's or the container's memory, 1 GiB at most, 384 MiB at least.
default_memory() {
    total=
    if [ -r /proc/meminfo ]; then
        # Not sed: a process is a hundredth of a second.
        while read -r key value _; do
            if [ "$key" = MemTotal: ]; then
                total=$((value * 1024))
                break
            fi
        done </proc/meminfo
    elif command -v sysctl >/dev/null 2>&1; then
        total=$(sysctl -n hw.memsize 2>/dev/null || true)
    fi
    for limit in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        if [ -r "$limit" ]; then
            read -r capped <"$limit" || true
            capped=$(to_bytes "$capped")
            if [ -n "$capped" ] && [ "$capped" -lt "${total:-$capped}" ]; then
                total=$capped
            fi
        fi
    done
    quarter=$((${total:-$((4096 * mib))} / 4))
    [ "$quarter" -le $((1024 * mib)) ] || quarter=$((1024 * mib))
    [ "$quarter" -ge $((384 * mib)) ] || quarter=$((384 * mib))
    echo "$quarter"
}

# The --memory and --table-memory of a server's command line, else of the environment, else of the file, else the
# defaults; as memory and tables.
server_memory() {
    given=
    given_tables=
    file=${MILLRACE_CONFIG:-}
    before=
    for word in "$@"; do
        case $before in
            --memory) given=$word ;;
            --table-memory) given_tables=$word ;;
            --config) file=$word ;;
        esac
        case $word in
            --memory=*) given=${word#--memory=} ;;
            --table-memory=*) given_tables=${word#--table-memory=} ;;
            --config=*) file=${word#--config=} ;;
        esac
        before=$word
    done
    given=${given:-${MILLRACE_MEMORY:-}}
    given_tables=${given_tables:-${MILLRACE_TABLE_MEMORY:-}}
    if [ -n "$file" ]; then
        given=${given:-$(in_file memory "$file")}
        given_tables=${given_tables:-$(in_file table-memory "$file")}
    fi
    memory=$(to_bytes "${given:-none}")
    memory=${memory:-$(default_memory)}
    # Not a process of its own where nothing is said: that is a hundredth of a second.
    tables=$((1024 * mib))
    if [ -n "$given_tables" ]; then
        tables=$(to_bytes "$given_tables")
        tables=${tables:-0}
    fi
}

# The split of io.millrace.server.MemoryPlan: an eighth off heap, three eighths (384 MiB at most) for the JVM itself, the
# rest heap; beside it the items of tables and a quarter of them, all in the old generation (docs/adr/0068).
server_options() {
    server_memory "$@"
    [ "$memory" -ge $((384 * mib)) ] || memory=$((384 * mib))
    direct=$((memory / 8))
    itself=$((memory * 3 / 8))
    [ "$itself" -le $((384 * mib)) ] || itself=$((384 * mib))
    heap=$(((memory - direct - itself) / mib))
    all=$heap
    # A sixteenth more, as the JVM does not count one of the two survivor spaces.
    [ "$tables" -eq 0 ] || all=$((heap + heap / 16 + tables * 5 / 4 / mib))
    jvm="$jvm -Xms32m -Xmx${all}m -XX:MaxNewSize=$((heap / 2))m -XX:MaxDirectMemorySize=$direct $gc"
    jvm="$jvm -XX:ReservedCodeCacheSize=96m -XX:MaxMetaspaceSize=128m -Xss512k -XX:+ExitOnOutOfMemoryError"
    jvm="$jvm -Djdk.nio.maxCachedBufferSize=262144 -Dorg.eclipse.jetty.util.referencesPerCacheLine=16"
}

# Sets jvm and aot_cache for a command line.
jvm_options() {
    jvm="-XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    jvm="$jvm -Xlog:disable -Xlog:all=error:stderr -Dfile.encoding=UTF-8"
    gc=-XX:+UseSerialGC
    if [ "${1:-}" = server ]; then
        # Half the heap of streams is young: what passes through dies there (docs/adr/0064).
        gc="$gc -XX:NewRatio=1"
        server_options "$@"
        aot_cache=-XX:AOTCache=$dist/server.aot
    else
        jvm="$jvm -XX:+UseSerialGC"
        aot_cache=-XX:AOTCache=$dist/server.aot
    fi
    [ -f "$dist/server.aot" ] || aot_cache=-Xshare:auto
}
