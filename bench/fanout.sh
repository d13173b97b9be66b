#!/usr/bin/env bash
# Measures enhanced fan-out with the AWS SDK for Java, `idle` with plain HTTP/1.1, against a server of its own.
#
#   bench/fanout.sh [--only LIST] [--seconds 20] [--warm-up 80] [--rounds 3] [--work DIR]
#
# LIST is any of these, separated by commas; without it all:
#
#   latency   1 consumer, 1 shard, 1,000 records of 1 KiB a second, each put alone, fsync: from due to parsed
#             (p50 3 ms, p99 25 ms)
#   wide      20 consumers of 1 shard at 2 MB/s: what each is sent, and how late
#   many      20 consumers of 16 shards at 0.1 MB/s each: the same
#   stalled   `wide`, then the same with one more consumer that reads one event and no more: by how much the p99 of the
#             others changes (20 %); medians of --rounds
#   idle      10,000 subscriptions (20 consumers of 500 shards), a connection each, without records: how much more memory
#             they take than a server without any (300 MB), and how much of a core (0.2)
#
# A line for each: its name and JSON. Client and server share the machine, and the client costs more: on two cores its
# compilers alone have most of one for a minute, hence the long warm-up. Loopback only; each part ends by itself
# within some minutes, and what it started ends with it.
set -eu

. "$(dirname "$0")/measure.sh"
only=latency,wide,many,stalled,idle
seconds=20
warm_up=80
rounds=3
work=
options "only seconds warm-up rounds work" 0 "$@"
port=${MILLRACE_FANOUT_PORT:-45700}
endpoint=http://127.0.0.1:$port
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true

# Built before the clocks run.
"$home/millrace" --version >/dev/null
driver=$home/bench/target/classes/io/millrace/bench/FanOutLoad.class
if ! [ -d "$home/bench/target/lib" ] || ! [ -e "$driver" ] ||
    [ -n "$(find "$home/bench/src/main" -name '*.java' -newer "$driver")" ]; then
    (cd "$home" && mvn -q -B -ntp -Pdist -Dmaven.test.skip=true package -pl bench -am >&2)
fi

fail() {
    say "$1"
    tail -n 20 "$work"/load.out "$work"/*.err "$work"/server.log >&2 || true
    exit 3
}

serve() {
    rm -rf "$work/data"
    ready server "$port" --data-dir "$work/data"
    server=$pid
}

# load ARGUMENTS...: starts the load; its pid is in $client.
load() {
    timeout -k 5 $((warm_up + seconds + 150)) "$java" -Xmx4g -cp "$home/bench/target/classes:$home/bench/target/lib/*" \
        io.millrace.bench.FanOutLoad "$endpoint" "$@" >"$work/load.out" 2>"$work/load.err" </dev/null &
    client=$!
    started+=("$client")
}

# measure CONSUMERS SHARDS RECORDS_PER_SECOND BATCH STALLED: the JSON line of a run, in $line.
measure() {
    load "$@" "$warm_up" "$seconds"
    wait "$client" || fail "the load failed or took too long: $*"
    line=$(grep '^{' "$work/load.out" | tail -n 1)
    [ -n "$line" ] || fail "the load said nothing"
}

# Turn and turn about, as a p99 of 20 s differs by more than the goal from one run to the next.
measure_stalled() {
    local round before after change
    rm -f "$work"/stalled.*
    for round in $(seq "$rounds"); do
        measure 20 1 2000 50 0
        echo "$line" | field p99_ms >>"$work/stalled.none"
        measure 21 1 2000 50 1
        echo "$line" | field p99_ms >>"$work/stalled.one"
    done
    before=$(median <"$work/stalled.none") after=$(median <"$work/stalled.one")
    change=$(awk -v a="$before" -v b="$after" 'BEGIN { printf "%.1f", 100 * (b - a) / a }')
    line="{\"p99_ms_without\":[$(paste -sd, "$work/stalled.none")],\"p99_ms_with\":[$(paste -sd, "$work/stalled.one")],"
    line+="\"median_change_percent\":$change}"
}

measure_idle() {
    local before begun more cores try
    before=$(rss "$server")
    "$java" "$home/bench/Subscribers.java" "$port" 20 500 $((seconds + 60)) >"$work/load.out" 2>"$work/load.err" </dev/null &
    client=$!
    started+=("$client")
    for try in $(seq 1200); do
        ! grep -q '^subscribed 10000' "$work/load.out" || break
        kill -0 "$client" 2>/dev/null || fail "the load ended early (try $try)"
        sleep 0.1
    done
    sleep 10
    begun=$(processor "$server")
    sleep "$seconds"
    kill -0 "$client" 2>/dev/null || fail "the load ended early"
    cores=$(awk -v ms=$(($(processor "$server") - begun)) -v s="$seconds" 'BEGIN { printf "%.3f", ms / 1000 / s }')
    more=$(($(rss "$server") - before))
    line="{\"subscriptions\":$(metric "$endpoint" millrace_subscriptions),\"rss_before_mb\":$before,\"more_mb\":$more,\"cores\":$cores}"
    stop "$client"
}

for part in latency wide many stalled idle; do
    wants "$part" || continue
    serve
    case $part in
        latency) measure 1 1 1000 1 0 ;;
        wide) measure 20 1 2000 50 0 ;;
        many) measure 20 16 1600 50 0 ;;
        stalled) measure_stalled ;;
        idle) measure_idle ;;
    esac
    echo "$part: $line"
    stop "$server"
    ! grep -q Exception "$work/server.log" || fail "the server logged an exception"
done
