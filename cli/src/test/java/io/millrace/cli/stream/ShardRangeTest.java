package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class ShardRangeTest {
    private static final String LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE) + "";

    private static ShardRange range(String id, String start, String end, @Nullable String closed) {
        return ShardRange.of(
                Shard.builder()
                        .shardId(id)
                        .hashKeyRange(h -> h.startingHashKey(start).endingHashKey(end))
                        .sequenceNumberRange(n -> n.endingSequenceNumber(closed))
                        .build());
    }

    @Test
    void aShardIsNamedByItsIdOrItsNumber() {
        ShardRange twelve = range("shardId-000000000012", "0", "9", null);
        assertThat(List.of("12", "shardId-000000000012", "000000000012")).allMatch(twelve::isNamed);
        assertThat(List.of("", "1", "2", "120", "shardId-12", "x")).noneMatch(twelve::isNamed);
    }

    @Test
    void theMiddleHalvesARange() {
        assertThat(range("a-0", "0", LAST, null).middle()).isEqualTo(BigInteger.ONE.shiftLeft(127));
        assertThat(range("a-0", "10", "19", null).middle()).isEqualTo(15);
    }

    @Test
    void aShareIsToldInPercent() {
        assertThat(range("a-0", "0", LAST, null).share()).isEqualTo("100.0 %");
        String half = BigInteger.ONE.shiftLeft(127).toString();
        assertThat(range("a-0", half, LAST, null).share()).isEqualTo("50.0 %");
    }

    @Test
    void openShardsComeByHashKey() {
        ShardRange high = range("a-1", "50", LAST, null);
        ShardRange low = range("a-3", "0", "49", null);
        ShardRange closed = range("a-0", "0", LAST, "7");
        assertThat(ShardRange.open(List.of(closed, high, low))).containsExactly(low, high);
    }

    @Test
    void columnsAreAsWideAsTheirWidestText() {
        StringWriter text = new StringWriter();
        new Table("A", "BB").row("aaa", "b").row("", "bbbb").print(new PrintWriter(text, true));
        assertThat(text.toString().lines()).containsExactly("A    BB", "aaa  b", "     bbbb");
    }
}
