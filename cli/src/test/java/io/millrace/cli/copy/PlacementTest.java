package io.millrace.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;

class PlacementTest {
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128);

    private static Placement range(BigInteger first, BigInteger end) {
        return Placement.of(
                HashKeyRange.builder()
                        .startingHashKey(first.toString())
                        .endingHashKey(end.subtract(BigInteger.ONE).toString())
                        .build());
    }

    /// MD5 of "k" is 8ce4b16b22b58894aa86c421e8759df3, in the upper half.
    @Test
    void aKeyThatLeadsElsewhereGetsTheFirstHashKeyOfTheShard() {
        BigInteger half = ALL.shiftRight(1);
        assertThat(range(half, ALL).explicitHashKey("k")).isNull();
        assertThat(range(BigInteger.ZERO, half).explicitHashKey("k")).isEqualTo("0");
        BigInteger hash = new BigInteger("8ce4b16b22b58894aa86c421e8759df3", 16);
        assertThat(range(hash, hash.add(BigInteger.ONE)).explicitHashKey("k")).isNull();
        assertThat(range(hash.add(BigInteger.ONE), ALL).explicitHashKey("k"))
                .isEqualTo(hash.add(BigInteger.ONE).toString());
        assertThat(range(half, hash).explicitHashKey("k")).isEqualTo(half.toString());
    }
}
