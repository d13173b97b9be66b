# What the measurements of this directory share: options, processes that end with the script, figures out of JSON lines, a
# table. Sourced by bash scripts, which then set the defaults of their options and call `options`. Everything is started on
# loopback.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$home/bin/find-jdk.sh"
java=$JAVA_HOME/bin/java
script=$(basename "$0" .sh)
started=()
rows=

usage() { echo "$script.sh: $*" >&2; exit 2; }

# options NAMES MOST WORDS...: reads `--name value` into the variable of that name, hyphens as underscores, for each of NAMES,
# which are separated by spaces; other words go into the array `given`, MOST of them at most. Then makes the directory named
# by `work`; if none is, a temporary one, which is removed at the end.
options() {
    local names=" $1 " most=$2 name
    shift 2
    given=()
    while [ $# -gt 0 ]; do
        case $1 in
            --*)
                [ $# -ge 2 ] || usage "$1 needs a value"
                name=${1#--}
                case $names in *" $name "*) ;; *) usage "unknown option $1" ;; esac
                printf -v "${name//-/_}" %s "$2"
                shift 2
                ;;
            *)
                [ "${#given[@]}" -lt "$most" ] || usage "what is $1?"
                given+=("$1")
                shift
                ;;
        esac
    done
    if [ -z "${work:-}" ]; then
        work=$(mktemp -d "${TMPDIR:-/tmp}/millrace-$script.XXXXXX")
        throwaway=$work
    fi
    mkdir -p "$work"
}

stop_all() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
    [ -z "${throwaway:-}" ] || rm -rf "$throwaway"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

say() { echo "$script: $*" >&2; }
wants() { case ",$only," in *",$1,"*) return 0 ;; *) return 1 ;; esac; }

# start NAME COMMAND...: runs it in the background, its output in a file; its pid is in $pid.
start() {
    local name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 </dev/null &
    pid=$!
    started+=("$pid")
}

# stop PID [SIGNAL]: ends what was started, and waits for its end.
stop() {
    kill "${2:--TERM}" "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

# until_up URL PID [CURL OPTION]: waits for an answer, half a minute at most; with -f for one that says all is well.
until_up() {
    local try
    for try in $(seq 600); do
        if curl -s ${3:-} -o /dev/null -m 1 "$1"; then return 0; fi
        kill -0 "$2" 2>/dev/null || break
        sleep 0.05
    done
    say "nothing answers at $1 (try $try); see $work"
    exit 1
}

# Nothing is ever read from it: it makes `read` wait without a process.
exec {never}<> <(:)

# healthy PORT: whether /health answers 200. By means of the shell alone: a process each time would take a good part of a
# small machine from the server that starts.
healthy() {
    local answer='' socket
    { exec {socket}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
    printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&"$socket"
    read -r -t 1 answer <&"$socket" || true
    exec {socket}>&-
    [[ $answer == *' 200 '* ]]
}

# ready NAME PORT ARGUMENTS...: starts Millrace; its pid is in $pid, the milliseconds from exec to the first 200 on
# /health in $ms. Waits two minutes at most.
ready() {
    local name=$1 port=$2 begun try
    shift 2
    begun=${EPOCHREALTIME/./}
    start "$name" "$home/millrace" server --port "$port" "$@"
    for try in $(seq 12000); do
        if healthy "$port"; then
            ms=$(((${EPOCHREALTIME/./} - begun) / 1000))
            return 0
        fi
        kill -0 "$pid" 2>/dev/null || break
        read -r -t 0.01 -u "$never" || true
    done
    say "the server does not start (try $try); see $work/$name.log"
    exit 1
}

# rss PID: resident memory in MB. peak PID: the most it has been. processor PID: processor time used so far in milliseconds.
rss() { awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$1/status"; }
peak() { awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$1/status"; }
processor() { awk -v tick="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / tick) }' "/proc/$1/stat"; }

# metric ENDPOINT NAME: a value of /metrics.
metric() { curl -s -m 5 "$1/metrics" | awk -v name="$2" '$1 == name { printf "%.0f", $2 }'; }

# field NAME: the value of a member of the JSON line on standard input.
field() { sed -n "s/.*\"$1\":\([^,}]*\).*/\1/p"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }
median() { sort -g | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# bench ENDPOINT ARGUMENTS...: one run of `millrace bench`; its JSON line goes to standard output and to a file.
bench() {
    local endpoint=$1 mode=$2 line
    shift 2
    sync
    line=$(MILLRACE_JAVA_OPTIONS="${BENCH_JAVA_OPTIONS:--Xmx768m}" "$home/millrace" bench "$mode" --warm-up "$warm_up" "$@" --endpoint "$endpoint" 2>>"$work/bench.err") || true
    echo "$line" >>"$work/results.jsonl"
    case $line in
        *'"verified":true'* | *'"mode":"echo"'*) ;;
        *) say "NOT VERIFIED: bench $mode $*: ${line:-no result, see $work/bench.err}"; echo bad >>"$work/bad" ;;
    esac
    echo "$line"
}

# turn NAME ENDPOINT PID ARGUMENTS...: one run of bench. Notes under NAME its rate, its p50, and the processor time of the
# server for each record, whose put and verifying read it includes.
turn() {
    local name=$1 endpoint=$2 server=$3 before line
    shift 3
    mkdir -p "$work/turns"
    before=$(processor "$server")
    line=$(bench "$endpoint" "$@")
    say "$name: $line"
    echo "$line" | field records_per_second >>"$work/turns/rate.$name"
    echo "$line" | field megabytes_per_second >>"$work/turns/bytes.$name"
    echo "$line" | field p50_ms >>"$work/turns/p50.$name"
    awk -v ms=$(($(processor "$server") - before)) -v records="$(echo "$line" | field acknowledged)" \
        'BEGIN { printf "%.2f\n", ms * 1000 / records }' >>"$work/turns/cost.$name"
}

# compared WHAT MEASURE UNIT GOAL NAME OTHER: a row with the medians of what was noted under two names.
compared() {
    local one other
    one=$(median <"$work/turns/$2.$5") other=$(median <"$work/turns/$2.$6")
    row "$1" "$one $3" "$other $3" "$(ratio "$one" "$other")" "$4"
}

# row WHAT MILLRACE OTHER RATIO GOAL: a line of the table.
row() { rows+="| $1 | $2 | $3 | $4 | $5 |"$'\n'; }

# finish OUT TEXT: prints the table, also into the file OUT if that is not empty, headed by how it came about; ends with 3
# if a run was not verified.
finish() {
    local table="| what | Millrace | compared with | ratio | goal |
|---|---|---|---|---|
$rows"
    [ -z "$rows" ] || echo "$table"
    if [ -n "$1" ]; then
        {
            echo "<!-- bench/$2, $(date -u +%F), $(nproc) cores, $(uname -sm) -->"
            echo "$table"
        } >"$1"
    fi
    [ ! -e "$work/bad" ] || { say "some runs were not verified"; exit 3; }
}
