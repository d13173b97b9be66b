#!/usr/bin/env bash
# Does a hostile client hurt others? Measures small puts alone, then beside each kind of hostile client, on one server
# with the default memory cap. Loopback only; ends by itself and ends what it started.
# Usage: bench/overload.sh [SECONDS]
set -eu
cd "$(dirname "$0")/.."
. ./bin/find-jdk.sh
seconds=${1:-15}
port=4680
work=$(mktemp -d)
started=
cleanup() { for pid in $started; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
ulimit -n "$(ulimit -Hn)"

./millrace server --port $port --data-dir "$work/data" >"$work/server.log" 2>&1 &
server=$!
started="$started $server"
until curl -sf -o /dev/null "http://127.0.0.1:$port/health"; do sleep 0.05; done

puts() { ./millrace bench put --endpoint "http://127.0.0.1:$port" --batch 1 --connections 8 --shards 4 --warm-up 3 --seconds "$seconds" 2>/dev/null; }
figure() { sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p" <<<"$1"; }
report() {
    rss=$(ps -o rss= -p $server)
    echo "$1: $(figure "$2" records_per_second) puts/s, p50 $(figure "$2" p50_ms) ms, p99 $(figure "$2" p99_ms) ms, errors $(figure "$2" errors), server RSS $((rss / 1024)) MiB"
}
report "warm-up                      " "$(puts)"
report "alone                        " "$(puts)"
for attack in "idle 10000" "half 1000" "large 64"; do
    "$JAVA_HOME/bin/java" -Xmx2500m bench/Hostile.java $port ${attack% *} ${attack#* } $((seconds + 30)) >"$work/hostile.log" 2>&1 &
    hostile=$!
    started="$started $hostile"
    until grep -q ready "$work/hostile.log"; do sleep 0.1; kill -0 $hostile; done
    report "beside $(printf '%-22s' "$attack")" "$(puts)"
    kill $hostile 2>/dev/null || true
    wait $hostile 2>/dev/null || true
done
cat "$work/server.log"
