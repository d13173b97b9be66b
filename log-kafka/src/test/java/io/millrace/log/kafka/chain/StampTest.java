package io.millrace.log.kafka.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final Stamp STAMP =
            new Stamp(Kind.SEAL, 0x0abcde, 0x0102030405060708L, 0x1112131415L, 0x1112131417L);

    @Test
    void bytesAreAsDrawn() {
        assertThat(HexFormat.of().formatHex(STAMP.encode()))
                .isEqualTo(
                        "0103" + "0abcde" + "0102030405060708" + "0000001112131415" + "00000002");
    }

    @Test
    void whatIsEncodedIsDecoded() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 1_000; i++) {
                long base = random.nextLong() >>> 1 >>> random.nextInt(40);
                long step = Integer.toUnsignedLong(random.nextInt()) >>> random.nextInt(32);
                long offset = base + step < base ? base : base + step;
                Stamp stamp =
                        new Stamp(
                                kind,
                                random.nextInt(Stamp.EPOCHS),
                                random.nextLong(),
                                base,
                                offset);
                assertThat(Stamp.decode(stamp.encode())).isEqualTo(stamp);
            }
        }
    }

    @Test
    void whatIsNoStampIsNone() {
        assertThat(Stamp.decode(null)).isNull();
        assertThat(Stamp.decode(new byte[0])).isNull();
        assertThat(Stamp.decode(new byte[Stamp.BYTES])).isNull();
        assertThat(Stamp.decode(changed(0, 2))).as("another version").isNull();
        assertThat(Stamp.decode(changed(1, 4))).as("another kind").isNull();
        assertThat(Stamp.decode(changed(2, 0xff))).as("an epoch too large").isNull();
        assertThat(Stamp.decode(changed(13, 0xff))).as("a negative base").isNull();
    }

    @Test
    void aStampLandsAtItsBaseOrBehind() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(Kind.DATA, 1, 7, 5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(Kind.DATA, 1, 7, -1, 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stamp(Kind.DATA, Stamp.EPOCHS, 7, 4, 4));
    }

    private static byte[] changed(int at, int value) {
        byte[] bytes = STAMP.encode();
        bytes[at] = (byte) value;
        return bytes;
    }
}
