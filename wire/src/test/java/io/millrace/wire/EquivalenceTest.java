package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random values come out of both formats as the same values.
final class EquivalenceTest {
    private static final int ROUNDS = 500;

    @Test
    void jsonAndCborOfTheSameValuesDecodeAlike() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Values json = decoded(Format.JSON, seed);
            Values cbor = decoded(Format.CBOR, seed);
            assertThat(cbor).as("seed %d", seed).isEqualTo(json);
            assertThat(Violations.of(cbor)).as("seed %d", seed).isEqualTo(Violations.of(json));
        }
    }

    @Test
    void anyBytesAreAnswered() {
        Random random = new Random(7);
        for (Format format : Format.values()) {
            byte[] good = bytes(encode(format, 3));
            for (int i = 0; i < 4_000; i++) {
                byte[] body = good.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt();
                }
                if (format.decode(Sample.INPUT, body) instanceof Decoded.Input(Values values)) {
                    Violations.of(values);
                }
            }
        }
    }

    private static Values decoded(Format format, long seed) {
        return Sample.read(format, bytes(encode(format, seed)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    /// The same values for the same seed, whatever the format.
    private static ByteBuffer encode(Format format, long seed) {
        Random random = new Random(seed);
        Output output = format.write(random.nextInt(200)).beginStructure();
        if (random.nextBoolean()) {
            output.number("Count", random.nextLong() >> random.nextInt(64));
        }
        if (random.nextBoolean()) {
            output.text("Name", text(random, 20));
        }
        output.name("Records").beginList();
        for (int i = random.nextInt(6); i > 0; i--) {
            output.beginStructure();
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(data);
            output.bytes("Data", data, 0, data.length);
            if (random.nextBoolean()) {
                output.text("PartitionKey", text(random, 300));
            }
            output.text("Unknown", text(random, 3)).endStructure();
        }
        output.endList();
        if (random.nextBoolean()) {
            output.moment("At", random.nextLong(-1_000_000_000L, 4_000_000_000_000L));
        }
        if (random.nextBoolean()) {
            output.flag("Enabled", random.nextBoolean());
        }
        output.name("Tags").beginStructure();
        for (int i = random.nextInt(4); i > 0; i--) {
            output.text(text(random, 5), text(random, 5));
        }
        return output.endStructure().endStructure().finish();
    }

    private static String text(Random random, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(128);
                        case 1 -> random.nextInt(0xa0, 0xd000);
                        case 2 -> random.nextInt(0x10000, 0x1f000);
                        default -> random.nextInt('a', 'z');
                    });
        }
        return text.toString();
    }
}
