#!/usr/bin/env bash
# Does a hostile client hurt others? Measures small puts alone, then beside each kind of hostile client, on one server
# with the default memory cap.
#
#   bench/overload.sh [SECONDS] [--work DIR]
#
# Listens on loopback only, ends what it started, ends with 3 if a record is missing.
set -eu

. "$(dirname "$0")/measure.sh"
work=
options "work" 1 "$@"
seconds=${given[0]:-15}
warm_up=3
port=4680
endpoint=http://127.0.0.1:$port
ulimit -n "$(ulimit -Hn)"

puts() { bench "$endpoint" put --batch 1 --connections 8 --shards 4 --seconds "$seconds"; }
report() {
    echo "$1: $(field records_per_second <<<"$2") puts/s, p50 $(field p50_ms <<<"$2") ms, p99 $(field p99_ms <<<"$2") ms, errors $(field errors <<<"$2"), server RSS $(rss "$server") MiB"
}

ready server "$port" --data-dir "$work/data"
server=$pid
report "warm-up                      " "$(puts)"
report "alone                        " "$(puts)"
for attack in "idle 10000" "half 1000" "large 64"; do
    start hostile "$java" -Xmx2500m "$home/bench/Hostile.java" "$port" ${attack% *} ${attack#* } $((seconds + 30))
    hostile=$pid
    until grep -q ready "$work/hostile.log"; do sleep 0.1; kill -0 "$hostile"; done
    report "beside $(printf '%-22s' "$attack")" "$(puts)"
    stop "$hostile"
done
cat "$work/server.log"
finish "" ""
