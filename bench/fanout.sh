#!/usr/bin/env bash
# Measures enhanced fan-out with the AWS SDK for Java against a server of its own: bench/fanout.sh [SECONDS] [MODE...]
#
#   latency   1 consumer, 1 shard, 1,000 records of 1 KiB a second, each put alone, fsync: from due to parsed
#             (p50 3 ms, p99 25 ms)
#   wide      20 consumers of 1 shard at 2 MB/s: what each is sent, and how late
#   many      20 consumers of 16 shards at 0.1 MB/s each: the same
#   stalled   `wide`, then the same with one more consumer that reads one event and no more: by how much the p99 of the
#             others changes (20 %)
#   idle      10,000 subscriptions (20 consumers of 500 shards) without records: how much more memory they take than a
#             server without any (300 MB), and how much of a core (0.2)
#
# A line for each mode: its name and JSON. Client and server share the machine, and the client costs more. Loopback only;
# each mode ends by itself within two minutes, and what it started ends with it. SECONDS is 3 to 30, 20 by default.
set -eu
cd "$(dirname "$0")/.."
. ./bin/find-jdk.sh
seconds=${1:-20}
case $seconds in '' | *[!0-9]*) seconds=0 ;; esac
if [ "$seconds" -lt 3 ] || [ "$seconds" -gt 30 ]; then echo "fanout.sh: SECONDS is 3 to 30" >&2; exit 2; fi
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- latency wide many stalled idle
port=${MILLRACE_FANOUT_PORT:-4690}
endpoint=http://127.0.0.1:$port
work=$(mktemp -d "${TMPDIR:-/tmp}/millrace-fanout.XXXXXX")
server=
client=
stop() {
    for pid in $client $server; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    client=
    server=
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true

# Built before the clocks run.
./millrace --version >/dev/null
driver=bench/target/classes/io/millrace/bench/FanOutLoad.class
if ! [ -d bench/target/lib ] || ! [ -e "$driver" ] || [ -n "$(find bench/src/main -name '*.java' -newer "$driver")" ]; then
    mvn -q -B -ntp -Pdist -Dmaven.test.skip=true package -pl bench -am >&2
fi

fail() {
    echo "fanout.sh: $1" >&2
    tail -n 20 "$work"/*.err "$work"/server.log >&2 || true
    exit 3
}

# within SECONDS COMMAND...: waits for a command to succeed, as long as server and client live.
within() {
    local end=$((SECONDS + $1)) pid
    shift
    until "$@" >/dev/null 2>&1; do
        for pid in $server $client; do kill -0 "$pid" 2>/dev/null || fail "a process has ended"; done
        [ "$SECONDS" -lt "$end" ] || fail "waited too long for: $*"
        sleep 0.1
    done
}

serve() {
    stop
    rm -rf "$work/data"
    ./millrace server --port "$port" --data-dir "$work/data" >"$work/server.log" 2>&1 &
    server=$!
    within 20 curl -sf -o /dev/null "$endpoint/health"
}

# driver LIMIT ARGUMENTS...: the load, which may take so many seconds.
driver() {
    local limit=$1
    shift
    exec timeout -k 5 "$limit" "$JAVA_HOME/bin/java" -Xmx1500m -cp "bench/target/classes:bench/target/lib/*" \
        io.millrace.bench.FanOutLoad "$endpoint" "$@"
}

# load LIMIT ARGUMENTS...: the JSON line of a run, which may take so many seconds.
load() {
    driver "$@" >"$work/load.out" 2>"$work/load.err" &
    client=$!
    wait "$client" || { client=; fail "the load failed or took too long: $*"; }
    client=
    line=$(grep '^{' "$work/load.out" | tail -n 1)
    [ -n "$line" ] || fail "the load said nothing"
}

number() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }
rss() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

idle() {
    local before start more cores open
    before=$(rss)
    driver 105 20 500 0 1 0 90 >"$work/load.out" 2>"$work/load.err" &
    client=$!
    within 55 grep -q '^subscribed 10000' "$work/load.err"
    sleep 10
    start=$(ticks)
    sleep "$seconds"
    kill -0 "$client" 2>/dev/null || fail "the load ended early"
    more=$(($(rss) - before))
    cores=$(awk -v t="$(($(ticks) - start))" -v s="$seconds" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.3f", t / hz / s }')
    open=$(curl -sf "$endpoint/metrics" | sed -n 's/^millrace_subscriptions \([0-9]*\).*/\1/p')
    echo "idle: {\"subscriptions\":$open,\"rss_before_mib\":$before,\"more_mib\":$more,\"cores\":$cores}"
}

stalled() {
    local before after change
    load 50 20 1 2000 50 0 "$seconds"
    before=$(echo "$line" | number p99_ms)
    load 50 21 1 2000 50 1 "$seconds"
    after=$(echo "$line" | number p99_ms)
    change=$(awk -v a="$before" -v b="$after" 'BEGIN { printf "%.1f", 100 * (b - a) / a }')
    echo "stalled: {\"p99_ms_without\":$before,\"p99_ms_with\":$after,\"change_percent\":$change,\"with\":$line}"
}

for mode in "$@"; do
    serve
    case $mode in
        latency) load 100 1 1 1000 1 0 "$seconds"; echo "latency: $line" ;;
        wide) load 100 20 1 2000 50 0 "$seconds"; echo "wide: $line" ;;
        many) load 100 20 16 1600 50 0 "$seconds"; echo "many: $line" ;;
        stalled) stalled ;;
        idle) idle ;;
        *) echo "fanout.sh: no mode $mode" >&2; exit 2 ;;
    esac
    stop
    ! grep -q Exception "$work/server.log" || fail "the server logged an exception"
done
