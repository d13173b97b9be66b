#!/usr/bin/env bash
# Measures the tables against a server of its own.
#
#   bench/tables.sh [--only LIST] [--rate 2000] [--seconds 20] [--warm-up 20] [--items 1000000] [--rounds 3] [--work DIR]
#
# LIST is any of these, separated by commas; without it both:
#
#   update    UpdateItem at a steady rate, one item each, fsync: from due to answered (p99 20 ms); the sum is checked
#   restart   ITEMS items of some 100 bytes, kill -9, start: from exec to ready (5 s), and what is resident then; all are counted
#
# A line for each: its name and JSON. Loopback only; ends by itself, and what it started ends with it.
set -eu

. "$(dirname "$0")/measure.sh"
only=update,restart
rate=2000
seconds=20
warm_up=20
items=1000000
rounds=3
work=
options "only rate seconds warm-up items rounds work" 0 "$@"
port=${MILLRACE_TABLES_PORT:-45710}

"$home/millrace" --version >/dev/null

load() { timeout -k 5 900 "$java" -Xmx1g "$home/bench/TableLoad.java" "$port" "$@"; }

if wants update; then
    rm -rf "$work/updated"
    ready updated "$port" --data-dir "$work/updated"
    echo "update: $(load update "$rate" "$warm_up" "$seconds")"
    stop "$pid"
fi

if wants restart; then
    rm -rf "$work/filled"
    ready filled "$port" --data-dir "$work/filled"
    filled=$(load fill "$items")
    say "$filled"
    times=
    for round in $(seq "$rounds"); do
        stop "$pid" -KILL
        ready filled "$port" --data-dir "$work/filled"
        say "ready after $ms ms (round $round)"
        times+=$ms$'\n'
    done
    counted=$(load count | field items)
    [ "$counted" = "$items" ] || { say "$items items became $counted"; exit 3; }
    echo "restart: {\"fill_seconds\":$(echo "$filled" | field seconds),\"ready_ms\":$(echo -n "$times" | median),\"resident_mb\":$(rss "$pid"),\"items\":$counted}"
    stop "$pid"
fi
