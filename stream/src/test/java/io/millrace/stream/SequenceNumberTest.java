package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceNumberTest {
    private static String start(int shard, long seconds) {
        return SequenceNumber.format(seconds, shard, 0, seconds);
    }

    @Test
    @Behaviour("K-091")
    void startingNumbersAreThoseOfAws() {
        assertThat(start(0, 1_700_000_000L))
                .isEqualTo("49646437577108476416916876405825929425585429676275269634");
        assertThat(start(1, 1_700_000_501L))
                .isEqualTo("49646437755893550673536882131517782817407378298178109458");
    }

    @Test
    @Behaviour("K-092")
    void theEndingNumberIsThatOfAws() {
        assertThat(
                        SequenceNumber.format(
                                1_700_000_000L, 0, SequenceNumber.LAST_INDEX, 1_700_000_500L))
                .isEqualTo("49646437577119626789516141717395488358902173587591921666");
    }

    @Test
    @Behaviour("K-093")
    void neighboursOfOneSecondDifferByAConstant() {
        BigInteger first = new BigInteger(start(0, 1_700_000_000L));
        BigInteger second = new BigInteger(start(1, 1_700_000_000L));
        assertThat(second.subtract(first))
                .isEqualTo(new BigInteger("22300745198530623141535718272648361505980432"));
    }

    @Test
    @Behaviour("K-090")
    void aRealNumberIsRead() {
        String real = "49674026002850188218576229259473476449429298564223254594";
        SequenceNumber number = Objects.requireNonNull(SequenceNumber.parse(real));
        assertThat(number.shard()).isEqualTo(3076);
        assertThat(number.sequenceIndex()).isEqualTo(0x50ccb9d26L);
        assertThat(number.creationSeconds())
                .isEqualTo(Instant.parse("2026-04-27T19:47:17Z").getEpochSecond());
        assertThat(number.recordSeconds())
                .isEqualTo(Instant.parse("2026-04-27T20:00:18Z").getEpochSecond());
        assertThat(number.version()).isEqualTo(2);
        assertThat(number).hasToString(real);
    }

    @Test
    void theRenderingIsExactForAnyFields() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long created = random.nextLong(16_025_175_000L);
            long recorded = random.nextLong(16_025_175_000L);
            int shard = random.nextInt() & Integer.MAX_VALUE;
            long index = random.nextLong() & Long.MAX_VALUE;
            String text = SequenceNumber.format(created, shard, index, recorded);
            assertThat(text).isEqualTo(slowly(created, shard, index, recorded));
            assertThat(SequenceNumber.parse(text))
                    .isEqualTo(new SequenceNumber(created, shard, index, recorded, 2));
        }
    }

    private static String slowly(long created, int shard, long index, long recorded) {
        String hex =
                "2%09x%x%016x00%09x%08x2".formatted(created, shard & 15, index, recorded, shard);
        return new BigInteger(hex, 16).toString();
    }

    @Test
    @Behaviour("K-090")
    void numbersHave56DigitsAnd186Bits() {
        BigInteger number = new BigInteger(start(5, 1_793_000_000L));
        assertThat(number.bitLength()).isEqualTo(186);
        assertThat(number.toString()).hasSize(56).startsWith("49");
    }

    @Test
    void ordersByEpochThenByPosition() {
        long early = SequenceNumber.index(1, 900);
        long late = SequenceNumber.index(2, 5);
        assertThat(early).isLessThan(late);
        SequenceNumber number = new SequenceNumber(1, 0, late, 1, 2);
        assertThat(number.epoch()).isEqualTo(2);
        assertThat(number.position()).isEqualTo(5);
    }

    @Test
    @Behaviour("K-095")
    void smallNumbersAreReadAsLegacyOnes() {
        SequenceNumber five = Objects.requireNonNull(SequenceNumber.parse("5"));
        assertThat(five.shard()).isEqualTo(5);
        assertThat(five.version()).isZero();
        assertThat(five.isCurrent()).isFalse();
    }

    @Test
    void numbersOfNoLayoutAreNotRead() {
        assertThat(SequenceNumber.parse("9".repeat(57))).isNull();
        assertThat(SequenceNumber.parse("4" + "9".repeat(55))).isNull();
        assertThat(SequenceNumber.parse("1".repeat(129))).isNull();
    }

    @Test
    @Behaviour("K-097")
    void timesBeyondWhatAwsBearsAreNotRead() {
        assertThat(SequenceNumber.parse(start(0, 16_025_175_000L))).isNull();
        assertThat(SequenceNumber.parse(start(0, 16_025_174_999L))).isNotNull();
    }
}
