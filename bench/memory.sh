#!/usr/bin/env bash
# Does a small heap serve the load of a large one? Two servers that differ in --memory take turns; prints a Markdown table.
#
#   bench/memory.sh [SMALL [LARGE]] [--rounds 1] [--seconds 8] [--warm-up 5] [--only LIST] [--work DIR] [--out FILE]
#
# SMALL (default 1g, a heap of 512 MB) and LARGE (4g) are values of --memory. LIST is any of cbor,json,single,get,shards,
# separated by commas; without it all. Listens on loopback only, ends what it started, ends with 3 if a record is missing.
set -eu

. "$(dirname "$0")/measure.sh"
caps=(1g 4g)
rounds=1
seconds=8
warm_up=5
only=cbor,json,single,get,shards
work=
out=
options "rounds seconds warm-up only work out" 2 "$@"
for which in "${!given[@]}"; do caps[which]=${given[which]}; done

port=${MILLRACE_MEMORY_PORT:-45690}
servers=()

# measure WHAT MEASURE UNIT ARGUMENTS...: a row for runs of bench on both servers.
measure() {
    local what=$1 measure=$2 unit=$3 round which
    shift 3
    rm -rf "$work/turns"
    for round in $(seq "$rounds"); do
        for which in 0 1; do
            turn "${caps[which]}" "http://127.0.0.1:$((port + which))" "${servers[which]}" "$@" --seconds "$seconds"
        done
    done
    compared "$what, --memory ${caps[0]} : ${caps[1]}" "$measure" "$unit" ">= 0.9" "${caps[0]}" "${caps[1]}"
}

say "results and logs are in $work"
"$home/millrace" --version >/dev/null
rm -rf "$work/bad" "$work"/data.*
for which in 0 1; do
    ready "server.${caps[which]}" $((port + which)) --memory "${caps[which]}" --data-dir "$work/data.$which"
    servers+=("$pid")
done
if wants cbor; then measure "PutRecords, 16 shards, CBOR" rate rec/s put --shards 16 --batch 500 --cbor; fi
if wants json; then measure "PutRecords, 16 shards, JSON" rate rec/s put --shards 16 --batch 500 --json; fi
if wants single; then measure "PutRecord, 64 connections" rate /s put --shards 16 --batch 1 --connections 64; fi
if wants get; then measure "GetRecords catch-up, 16 shards" bytes MB/s get --shards 16 --fill 1000; fi
if wants shards; then measure "PutRecords, 5,000 shards" rate rec/s put --shards 5000 --batch 500; fi
for which in 0 1; do
    kill -0 "${servers[which]}" || { say "the server with ${caps[which]} has ended; see $work"; exit 3; }
done
row "most resident memory during these" "$(peak "${servers[0]}") MB" "$(peak "${servers[1]}") MB" "-" "-"
finish "$out" "memory.sh ${caps[*]} --rounds $rounds --seconds $seconds"
