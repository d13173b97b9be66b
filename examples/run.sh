#!/usr/bin/env bash
# The whole example with one command: server, stream, log lines, and the three programs.
#
#   examples/run.sh                  20000 made-up lines; reports when all are counted and archived, and ends
#   examples/run.sh access.log       the same with your lines
#   examples/run.sh --serve [FILE]   keeps serving the report until Ctrl-C
#
# Everything it keeps is in a directory it names first, which you may remove afterwards. Needs a JDK 25 and Maven.
set -eu
serve=
if [ "${1:-}" = --serve ]; then serve=yes; shift; fi
given=${1:-}
case $given in "" | /*) ;; *) given=$PWD/$given ;; esac
if [ -n "$given" ] && [ ! -r "$given" ]; then echo "run.sh: cannot read $given" >&2; exit 2; fi

cd "$(dirname "$0")/.."
. ./bin/find-jdk.sh

work=$(mktemp -d "${TMPDIR:-/tmp}/millrace-example.XXXXXX")
port=${PORT:-4599}
report_port=${REPORT_PORT:-8080}
lib=examples/target/lib
echo "everything is in $work"

export AWS_ENDPOINT_URL=http://127.0.0.1:$port
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_EC2_METADATA_DISABLED=true

running=()
finish() {
    for pid in ${running[@]+"${running[@]}"}; do kill "$pid" 2>/dev/null || true; done
    wait
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Replaces the shell it runs in, so that this shell knows the program itself.
program() {
    exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
        -cp "examples/target/classes:$lib/*" "io.millrace.examples.$1" "${@:2}"
}

# Waits at most $2 seconds for a command to succeed.
within() {
    local what=$1 end=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then echo "run.sh: not in time: $what (see $work)" >&2; exit 1; fi
        sleep 1
    done
}

made_up_lines() {
    awk 'BEGIN {
        srand(7); split("/ /cart /checkout /images /search /static /user", section, " ")
        for (n = 0; n < 20000; n++) {
            minute = int(n / 2000); failed = rand() < (minute == 6 ? 0.12 : 0.01)
            printf "10.0.0.%d - - [25/Nov/2026:16:%02d:%02d +0000] \"GET %s?n=%d HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0\"\n",
                rand() * 250, minute, n % 2000 / 34, section[1 + int(rand() * 7)], n, failed ? 503 : 200, rand() * 50000
        }
    }'
}

if [ ! -d $lib ]; then
    echo "building ..."
    ./build -q package -pl examples -am -Dmaven.test.skip=true
fi
./millrace server --port "$port" --data-dir "$work/data" >"$work/server.log" 2>&1 &
running+=($!)
within "the server" 300 ./millrace stream list
./millrace stream create access --shards 2

program Counts access clicks >"$work/counts.log" 2>&1 &
running+=($!)
program Archive access archive "$work/archive" >"$work/archive.log" 2>&1 &
running+=($!)
program Report clicks "$report_port" >"$work/report.log" 2>&1 &
running+=($!)

if [ -n "$given" ]; then file=$given; else file=$work/access.log; made_up_lines >"$file"; fi
./millrace put --stream access --file "$file"
lines=$(grep -c '' "$file")

counted() { [ "$(curl -sf "http://127.0.0.1:$report_port/" | sed -n 's/^total //p')" = $((lines)) ]; }
archived() { [ "$(cat "$work"/archive/*/*.gz | gzip -dc | wc -l)" -eq $((lines)) ]; }
within "all lines counted" 180 counted
within "all lines archived" 60 archived
curl -s "http://127.0.0.1:$report_port/"
echo "archived $lines lines in $(ls "$work"/archive/*/*.gz | wc -l) objects; put $lines"
if [ -n "$serve" ]; then
    echo "the report is on http://127.0.0.1:$report_port/ until Ctrl-C"
    wait
fi
