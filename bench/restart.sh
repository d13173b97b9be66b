#!/usr/bin/env bash
# What a start costs, on an empty directory and after kill -9 under load with many gigabytes retained; and what those
# gigabytes cost whoever puts and reads at the tip. Prints a Markdown table.
#
#   bench/restart.sh [GIGABYTES] [--rounds 5] [--seconds 15] [--warm-up 10] [--only LIST] [--work DIR] [--out FILE]
#
# LIST is any of empty,fill,kill,put,tail, separated by commas; without it all. DIR (default: a temporary directory that is
# removed) keeps what was filled, so that one can go on with more another time; it needs room for GIGABYTES (default 10) and
# some more. Listens on loopback only, ends what it started, ends with 3 if a record is missing.
set -eu

. "$(dirname "$0")/measure.sh"
rounds=5
seconds=15
warm_up=10
only=empty,fill,kill,put,tail
work=
out=
options "rounds seconds warm-up only work out" 1 "$@"
gigabytes=${given[0]:-10}

port=${MILLRACE_RESTART_PORT:-45680}
large=http://127.0.0.1:$port
small=http://127.0.0.1:$((port + 1))

serve_large() { ready large "$port" --data-dir "$work/large"; }
serve_small() { ready small $((port + 1)) --data-dir "$work/small"; }

# retain ENDPOINT FILE MEGABYTES: adds streams until there is so much, which FILE keeps account of; each is read back once.
retain() {
    local endpoint=$1 told=$2 megabytes=$3 have more warm_up=0
    have=$(cat "$told" 2>/dev/null || echo 0)
    while [ "$have" -lt "$megabytes" ]; do
        more=$((megabytes - have))
        [ "$more" -le 1000 ] || more=1000
        bench "$endpoint" get --keep --shards 16 --fill "$more" --seconds 1 >/dev/null
        have=$((have + more))
        echo "$have" >"$told"
        say "$have MB retained"
    done
}

# create STREAM: makes a stream of one shard.
create() {
    curl -sf -o /dev/null -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: Kinesis_20131202.CreateStream' \
        -H 'X-Amz-Date: 20260101T000000Z' -H 'Authorization: AWS4-HMAC-SHA256 Credential=ANY/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host;x-amz-date, Signature=0' \
        -d "{\"StreamName\":\"$1\",\"ShardCount\":1}" "$large"
}

# mark STREAM: puts the lines of known text. is_whole STREAM: whether they come out as they went in.
mark() {
    create "$1"
    "$home/millrace" put --endpoint "$large" --stream "$1" --partition-key all --file "$work/lines" --progress never 2>>"$work/put.err"
}
is_whole() {
    "$home/millrace" tail --endpoint "$large" --stream "$1" --from trim_horizon --until-caught-up 2>>"$work/tail.err" |
        cmp -s - "$work/lines" || { say "NOT WHOLE: stream $1"; echo bad >>"$work/bad"; }
}

measure_empty() {
    local round times='' memory=
    for round in $(seq "$rounds"); do
        rm -rf "$work/empty"
        ready empty $((port + 2)) --data-dir "$work/empty"
        times+=$ms$'\n'
        if [ "$round" = "$rounds" ]; then
            sleep 10
            memory=$(rss "$pid")
        fi
        stop "$pid"
    done
    say "empty:" $times
    row "ready to serve, empty directory, median of $rounds" "$(echo -n "$times" | median) ms" "-" "-" "<= 1000 ms"
    row "resident memory, idle" "$memory MB" "-" "-" "<= 200 MB"
}

measure_fill() {
    serve_large
    [ -e "$work/large.mb" ] || mark oldest
    retain "$large" "$work/large.mb" $((gigabytes * 1000))
    stop "$pid"
}

# Each round: load for five seconds, kill -9, start, look whether what was acknowledged before is there. The page cache is
# warm, as it is after any crash but that of the machine.
measure_kill() {
    local round server load times='' journal memory
    serve_large
    for round in $(seq "$rounds"); do
        server=$pid
        mark "newest-$round-$$"
        start load "$home/millrace" bench put --endpoint "$large" --shards 16 --batch 500 --warm-up 0 --seconds 60
        load=$pid
        sleep 5
        stop "$server" -KILL
        stop "$load"
        serve_large
        times+=$ms$'\n'
        journal=$(sed -n 's/.* frames of \([0-9]*\) bytes in the journal.*/\1/p' "$work/large.log")
        say "ready after $ms ms, journal of $((journal / 1000000)) MB"
        is_whole oldest
        is_whole "newest-$round-$$"
    done
    sleep 10
    memory=$(rss "$pid")
    stop "$pid"
    row "ready to serve after kill -9 under load, $gigabytes GB retained, median of $rounds" \
        "$(echo -n "$times" | median) ms" "-" "-" "<= 3000 ms"
    row "resident memory, idle after that" "$memory MB" "-" "-" "-"
}

# Both servers run and their turns alternate, so that a slow minute of the machine hits both. A first turn of each, not
# counted, warms it up and takes its journal once round.
serve_both() {
    serve_small
    small_server=$pid
    retain "$small" "$work/small.mb" $((gigabytes * 10))
    serve_large
    large_server=$pid
    bench "$small" put --seconds "$seconds" >/dev/null
    bench "$large" put --seconds "$seconds" >/dev/null
}

# turns ARGUMENTS...: runs of bench, server after server.
turns() {
    local round
    rm -rf "$work/turns"
    for round in $(seq "$rounds"); do
        turn little "$small" "$small_server" "$@"
        turn much "$large" "$large_server" "$@"
    done
}

measure_put() {
    turns put --shards 16 --batch 500 --seconds "$seconds"
    compared "PutRecords, $gigabytes GB retained : a hundredth of it" rate rec/s ">= 0.9" much little
    compared "- processor time of the server a record, put and read" cost us "<= 1.1" much little
}

measure_tail() {
    turns latency --rate 1000 --seconds "$seconds"
    compared "put to get p50, $gigabytes GB retained : a hundredth of it" p50 ms "<= 1.1" much little
}

say "results and logs are in $work"
"$home/millrace" --version >/dev/null
rm -f "$work/bad"
seq -f 'line %.0f of a text that is known beforehand' 100000 >"$work/lines"
if wants empty; then measure_empty; fi
if wants fill; then measure_fill; fi
if wants kill; then measure_kill; fi
if wants put || wants tail; then
    serve_both
    if wants put; then measure_put; fi
    if wants tail; then measure_tail; fi
fi
finish "$out" "restart.sh $gigabytes --rounds $rounds --seconds $seconds"
