#!/usr/bin/env bash
# Measures Millrace side by side with Apache Kafka, kinesalite and kinesis-local, and prints ratios as a Markdown table.
#
#   bench/compare.sh [--seconds 20] [--warm-up 10] [--rounds 3] [--out FILE] [--only LIST] [--shards-many 5000] [--work DIR]
#
# LIST is any of put,single,get,shards,latency,sustained,peers,start, separated by commas; without it all but `sustained`.
# Needs a JDK 25, Maven, curl, and for `peers` Node.js with npm. Kafka comes through Maven, the peers through npm, both
# into DIR (default: a temporary directory that is removed). Everything listens on loopback only and is stopped at the end.
set -eu

. "$(dirname "$0")/measure.sh"
seconds=20
warm_up=10
rounds=3
out=
only=put,single,get,shards,latency,peers,start
shards_many=5000
work=
options "seconds warm-up rounds out only shards-many work" 0 "$@"

# --- what is compared ---------------------------------------------------------------------------------------------

millrace_port=${MILLRACE_COMPARE_PORT:-45671}
echo_port=$((millrace_port + 1))
kafka_port=$((millrace_port + 2))
controller_port=$((millrace_port + 3))
kinesalite_port=$((millrace_port + 4))
local_port=$((millrace_port + 5))
millrace=http://127.0.0.1:$millrace_port

start_millrace() {
    start millrace "$home/millrace" server --port "$millrace_port" --data-dir "$work/millrace-data" "$@"
    until_up "$millrace/health" "$pid" -f
    say "Millrace serves"
}

kafka() { "$java" "${kafka_options[@]}" -cp "$work/kafka/lib/*" "$@"; }
kafka_options=(-Xmx1g -XX:+UseG1GC)

start_kafka() {
    say "fetching Kafka"
    (cd "$home" && mvn -q -B -ntp -f bench/kafka/pom.xml dependency:copy-dependencies -DincludeScope=runtime \
        -DoutputDirectory="$work/kafka/lib" >"$work/kafka-fetch.log" 2>&1)
    cat >"$work/kafka/server.properties" <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller_port
listeners=PLAINTEXT://127.0.0.1:$kafka_port,CONTROLLER://127.0.0.1:$controller_port
advertised.listeners=PLAINTEXT://127.0.0.1:$kafka_port
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$work/kafka/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
EOF
    rm -rf "$work/kafka/data"
    kafka kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qg -c "$work/kafka/server.properties" >"$work/kafka-format.log" 2>&1
    start kafka "$java" "${kafka_options[@]}" -cp "$work/kafka/lib/*" kafka.Kafka "$work/kafka/server.properties"
    kafka_pid=$pid
    local try
    for try in $(seq 60); do
        if topic --list >/dev/null 2>&1; then return 0; fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.5
    done
    say "Kafka does not start (try $try); see $work/kafka.log"
    exit 1
}

topic() { kafka org.apache.kafka.tools.TopicCommand --bootstrap-server "127.0.0.1:$kafka_port" "$@"; }

# kafka_put NAME WARM_UP RECORDS [TOPIC CONFIG]: records a second of Kafka's own producer-perf over 16 partitions, those of
# the warm-up left out.
kafka_put() {
    local name=$1 warm=$2 records=$3 line
    shift 3
    sync
    topic --create --topic "$name" --partitions 16 --replication-factor 1 "$@" >/dev/null 2>&1
    line=$(kafka org.apache.kafka.tools.ProducerPerformance --topic "$name" --num-records $((warm + records)) \
        --warmup-records "$warm" --record-size 1024 --throughput -1 --bootstrap-server "127.0.0.1:$kafka_port" \
        --command-property acks=all linger.ms=5 batch.size=131072 2>>"$work/kafka-perf.log" | tee -a "$work/kafka-perf.log" |
        grep 'records/sec' | tail -n 1)
    topic --delete --topic "$name" >/dev/null 2>&1
    echo "$line" | sed -n 's/.* \([0-9.]*\) records\/sec.*/\1/p'
}

# --- the measurements ---------------------------------------------------------------------------------------------

measure_put() {
    start_kafka
    local rate records round kafkas='' flushed='' cbors='' jsons=''
    local warm
    rate=$(kafka_put calibrate 500000 500000)
    records=$(awk -v r="$rate" -v s="$seconds" 'BEGIN { printf "%d", r * s }')
    warm=$(awk -v r="$rate" -v s="$warm_up" 'BEGIN { printf "%d", r * s + 1 }')
    say "Kafka does about $rate rec/s; $records records a run"
    for round in $(seq "$rounds"); do
        say "PutRecords, round $round of $rounds"
        cbors+=$(bench "$millrace" put --shards 16 --batch 500 --seconds "$seconds" --cbor | field records_per_second)$'\n'
        kafkas+=$(kafka_put "put-$round" "$warm" "$records")$'\n'
        jsons+=$(bench "$millrace" put --shards 16 --batch 500 --seconds "$seconds" --json | field records_per_second)$'\n'
        flushed+=$(kafka_put "flush-$round" $((warm / 20 + 1)) $((records / 20)) --config flush.messages=1)$'\n'
    done
    local k f c j
    k=$(echo -n "$kafkas" | median) f=$(echo -n "$flushed" | median) c=$(echo -n "$cbors" | median) j=$(echo -n "$jsons" | median)
    row "PutRecords 500 x 1 KiB, 16 shards, CBOR : Kafka, no fsync" "$c rec/s" "$k rec/s" "$(ratio "$c" "$k")" ">= 1.0"
    row "the same : Kafka, flush.messages=1" "$c rec/s" "$f rec/s" "$(ratio "$c" "$f")" ">= 5"
    row "the same in JSON : CBOR" "$j rec/s" "$c rec/s" "$(ratio "$j" "$c")" ">= 0.7"
    if wants sustained; then measure_sustained "$k"; fi
    kill "$kafka_pid" && wait "$kafka_pid" 2>/dev/null || true
}

# Until four times the journal budget of 1 GiB is written.
measure_sustained() {
    local records=4300000 long c k
    say "PutRecords until 4 GiB are written"
    long=$(awk -v n="$records" -v r="$1" 'BEGIN { printf "%d", n / (r * 0.7) + 20 }')
    c=$(bench "$millrace" put --shards 16 --batch 500 --seconds "$long" --cbor | field records_per_second)
    k=$(kafka_put sustained 1 "$records")
    row "PutRecords sustained for $long s : Kafka for 4.3 M records" "$c rec/s" "$k rec/s" "$(ratio "$c" "$k")" ">= 0.7"
}

measure_single() {
    say "building the echo"
    (cd "$home" && mvn -q -B -ntp -Pdist -Dmaven.test.skip=true package -pl bench -am >"$work/echo-build.log" 2>&1)
    start echo "$java" -Xmx512m -cp "$home/bench/target/classes:$home/bench/target/lib/*" io.millrace.bench.EchoServer "$echo_port"
    local echo_pid=$pid round format e p es ps
    until_up "http://127.0.0.1:$echo_port/" "$echo_pid"
    for format in cbor json; do
        es='' ps=''
        for round in $(seq "$rounds"); do
            say "PutRecord and echo, $format, round $round of $rounds"
            es+=$(bench "http://127.0.0.1:$echo_port" echo --batch 1 --connections 64 --seconds "$seconds" "--$format" | field records_per_second)$'\n'
            ps+=$(bench "$millrace" put --shards 16 --batch 1 --connections 64 --seconds "$seconds" "--$format" | field records_per_second)$'\n'
        done
        e=$(echo -n "$es" | median) p=$(echo -n "$ps" | median)
        row "PutRecord 1 KiB, 64 connections, $format : bare echo" "$p /s" "$e /s" "$(ratio "$p" "$e")" ">= 0.5"
    done
    kill "$echo_pid"
}

measure_get() {
    local format line
    for format in cbor json; do
        say "GetRecords from the oldest, $format"
        line=$(bench "$millrace" get --shards 16 --seconds "$seconds" --fill 1000 "--$format" | field megabytes_per_second)
        row "GetRecords catch-up, 16 shards, $format" "$line MB/s" "300 MB/s" "$(ratio "$line" 300)" ">= 1 (CBOR), 0.7 (JSON)"
    done
}

measure_shards() {
    local round few='' lots='' a b
    for round in $(seq "$rounds"); do
        say "16 and $shards_many shards, round $round of $rounds"
        few+=$(bench "$millrace" put --shards 16 --seconds "$seconds" | field records_per_second)$'\n'
        lots+=$(bench "$millrace" put --shards "$shards_many" --seconds "$seconds" | field records_per_second)$'\n'
    done
    a=$(echo -n "$lots" | median) b=$(echo -n "$few" | median)
    row "PutRecords to $shards_many shards : 16 shards" "$a rec/s" "$b rec/s" "$(ratio "$a" "$b")" ">= 0.75"
}

measure_latency() {
    local format line before reads
    for format in cbor json; do
        say "put to get at 1,000 rec/s, $format"
        before=$(metric "$millrace" millrace_log_disk_reads_total)
        line=$(bench "$millrace" latency --rate 1000 --seconds "$seconds" "--$format")
        reads=$(($(metric "$millrace" millrace_log_disk_reads_total) - before))
        row "put to get, 1,000 rec/s, polling, $format: p50 / p99 / p99.9" \
            "$(echo "$line" | field p50_ms) / $(echo "$line" | field p99_ms) / $(echo "$line" | field p999_ms) ms" "-" "-" "p99 <= 50 ms"
        row "disk reads during that run" "$reads" "-" "-" "0"
    done
}

measure_peers() {
    command -v npm >/dev/null 2>&1 || { say "no npm: leaving the peers out"; return 0; }
    say "fetching kinesalite and kinesis-local"
    mkdir -p "$work/npm"
    (cd "$work/npm" && npm install --silent --no-audit --no-fund kinesalite@3.3.3 kinesis-local@0.6.2 >"$work/npm.log" 2>&1)
    local m k l
    m=$(bench "$millrace" put --shards 4 --batch 1 --connections 16 --seconds "$seconds" --json | field records_per_second)
    start kinesalite node "$work/npm/node_modules/kinesalite/cli.js" --port "$kinesalite_port" --createStreamMs 50 --shardLimit 100
    local peer=$pid
    until_up "http://127.0.0.1:$kinesalite_port/" "$peer"
    k=$(bench "http://127.0.0.1:$kinesalite_port" put --shards 4 --batch 1 --connections 16 --seconds "$seconds" --json | field records_per_second)
    kill "$peer"
    # It looks for its files in the current directory.
    start kinesis-local env KINESIS_MOCK_PLAIN_PORT="$local_port" KINESIS_MOCK_TLS_PORT=$((local_port + 1)) LOG_LEVEL=ERROR \
        bash -c 'cd "$1" && exec node main.js' kinesis-local "$work/npm/node_modules/kinesis-local"
    peer=$pid
    until_up "http://127.0.0.1:$local_port/" "$peer"
    l=$(bench "http://127.0.0.1:$local_port" put --shards 4 --batch 1 --connections 16 --seconds "$seconds" --json | field records_per_second)
    kill "$peer"
    row "PutRecord 1 KiB, 16 connections, JSON : kinesalite" "$m /s" "$k /s" "$(ratio "$m" "$k")" "> 10"
    row "the same : kinesis-local" "$m /s" "$l /s" "$(ratio "$m" "$l")" "> 80"
}

# Milliseconds from exec to the first 200 on /health, and resident memory ten seconds later.
measure_start() {
    local try times='' memory
    for try in 1 2 3 4 5; do
        rm -rf "$work/start-data"
        ready start $((millrace_port + 8)) --data-dir "$work/start-data"
        times+=$ms$'\n'
        if [ "$try" = 5 ]; then
            sleep 10
            memory=$(rss "$pid")
        fi
        stop "$pid"
    done
    row "ready to serve, empty directory, median of 5" "$(echo -n "$times" | median) ms" "-" "-" "<= 1000 ms"
    row "resident memory, idle" "$memory MB" "-" "-" "<= 200 MB"
}

say "results and logs are in $work"
"$home/millrace" --version >/dev/null
if wants start; then measure_start; fi
rm -rf "$work/millrace-data" "$work/bad"
start_millrace
if wants put; then measure_put; fi
if wants single; then measure_single; fi
if wants get; then measure_get; fi
if wants shards; then measure_shards; fi
if wants latency; then measure_latency; fi
if wants peers; then measure_peers; fi

finish "$out" "compare.sh --seconds $seconds --rounds $rounds"
