#!/usr/bin/env bash
# Runs the JMH benchmarks of the journal and the codecs: bench/jmh.sh [JMH arguments], e.g. bench/jmh.sh Codec -f 1
set -eu
cd "$(dirname "$0")/.."
. ./bin/find-jdk.sh
mvn -q -B -ntp -Pdist -Dmaven.test.skip=true package -pl bench -am
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main "$@"
