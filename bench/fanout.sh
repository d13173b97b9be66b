#!/usr/bin/env bash
# Measures enhanced fan-out with the AWS SDK for Java against a server of its own: bench/fanout.sh [SECONDS] [SCENARIO...]
#
#   latency   1 consumer, 1 shard, 1,000 records of 1 KiB a second, each put alone, fsync: from due to parsed
#   wide      20 consumers of 1 shard at 2 MB/s
#   many      20 consumers of 16 shards at 0.1 MB/s each
#   stalled   `wide`, and one more consumer that reads one event and no more
#   idle      10,000 subscriptions (20 consumers of 500 shards) without records: what they cost
#
# Client and server share the machine, and the client costs more. Loopback only; ends by itself and ends what it started.
set -eu
cd "$(dirname "$0")/.."
. ./bin/find-jdk.sh
seconds=${1:-20}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- latency wide many stalled idle
port=${MILLRACE_FANOUT_PORT:-4690}
endpoint=http://127.0.0.1:$port
work=$(mktemp -d "${TMPDIR:-/tmp}/millrace-fanout.XXXXXX")
server=
stop() { if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; fi; }
trap 'stop; rm -rf "$work"' EXIT
ulimit -n "$(ulimit -Hn)"
[ -d bench/target/lib ] || mvn -q -B -ntp -Pdist -Dmaven.test.skip=true package -pl bench -am

serve() {
    stop
    rm -rf "$work/data"
    ./millrace server --port "$port" --data-dir "$work/data" >"$work/server.log" 2>&1 &
    server=$!
    until curl -sf -o /dev/null "$endpoint/health"; do kill -0 "$server"; sleep 0.05; done
}
load() { "$JAVA_HOME/bin/java" -Xmx1500m -cp "bench/target/classes:bench/target/lib/*" io.millrace.bench.FanOutLoad "$endpoint" "$@"; }
rss() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

for scenario in "$@"; do
    serve
    case $scenario in
        latency) echo "latency: $(load 1 1 1000 1 0 "$seconds" 2>/dev/null)" ;;
        wide) echo "wide: $(load 20 1 2000 50 0 "$seconds" 2>/dev/null)" ;;
        many) echo "many: $(load 20 16 1600 50 0 "$seconds" 2>/dev/null)" ;;
        stalled) echo "stalled: $(load 21 1 2000 50 1 "$seconds" 2>/dev/null)" ;;
        idle)
            before=$(rss)
            load 20 500 0 1 0 "$((seconds + 30))" >"$work/idle.json" 2>"$work/idle.err" &
            client=$!
            until grep -q subscribed "$work/idle.err"; do kill -0 "$client"; sleep 0.2; done
            sleep 10
            start=$(ticks)
            sleep "$seconds"
            cores=$(awk -v t="$(($(ticks) - start))" -v s="$seconds" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.3f", t / hz / s }')
            echo "idle: {\"subscriptions\":10000,\"rss_before_mib\":$before,\"rss_mib\":$(rss),\"cores\":$cores}"
            kill "$client"
            wait "$client" 2>/dev/null || true
            ;;
        *) echo "fanout.sh: no scenario $scenario" >&2; exit 2 ;;
    esac
done
stop
if grep -q Exception "$work/server.log"; then cat "$work/server.log" >&2; exit 3; fi
