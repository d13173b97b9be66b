package io.millrace.wire;

import static io.millrace.wire.Sample.hex;
import static io.millrace.wire.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Bodies of replies, byte for byte.
final class EncodingTest {
    private static ByteBuffer everything(Format format) {
        byte[] utf8 = "..k\"é..".getBytes(StandardCharsets.UTF_8);
        return format.write(0)
                .beginStructure()
                .text("Name", "a\"\n€")
                .number("Count", -1)
                .flag("Enabled", true)
                .moment("At", 1548118964772L)
                .bytes("Data", new byte[] {9, 1, 2, 3, 9}, 1, 3)
                .name("Key")
                .text(utf8, 2, utf8.length - 4)
                .name("List")
                .beginList()
                .bytes(new byte[0], 0, 0)
                .bytes(new byte[] {-1}, 0, 1)
                .text("x")
                .endList()
                .endStructure()
                .finish();
    }

    @Test
    void jsonHasNoSpaces() {
        assertThat(text(everything(Format.JSON)))
                .isEqualTo(
                        "{\"Name\":\"a\\\"\\n€\",\"Count\":-1,\"Enabled\":true,"
                                + "\"At\":1548118964.772,\"Data\":\"AQID\",\"Key\":\"k\\\"é\","
                                + "\"List\":[\"\",\"/w==\",\"x\"]}");
    }

    @Test
    @Behaviour("K-028")
    void cborIsIndefiniteWithTaggedMilliseconds() {
        assertThat(hex(everything(Format.CBOR)))
                .isEqualTo(
                        ("bf 64 4e616d65 66 61220ae282ac 65 436f756e74 20 67 456e61626c6564 f5"
                                        + " 62 4174 c1 1b 00000168 7314ba24 64 44617461 43 010203"
                                        + " 63 4b6579 64 6b22c3a9 64 4c697374 9f 40 41 ff 61 78 ff ff")
                                .replace(" ", ""));
    }

    @Test
    @Behaviour("K-031")
    void smallAndNegativeMomentsKeepTheirMilliseconds() {
        String json =
                text(
                        Format.JSON
                                .write(0)
                                .beginList()
                                .moment(0)
                                .moment(7)
                                .moment(-1)
                                .moment(1000)
                                .endList()
                                .finish());
        assertThat(json).isEqualTo("[0.000,0.007,-0.001,1.000]");
    }

    @Test
    void bodiesGrowBeyondWhatWasExpected() {
        byte[] data = new byte[100_000];
        for (Format format : Format.values()) {
            Output output = format.write(10).beginStructure().name("Records").beginList();
            for (int i = 0; i < 30; i++) {
                output.beginStructure().bytes("Data", data, 0, data.length).endStructure();
            }
            ByteBuffer body = output.endList().endStructure().finish();
            assertThat(body.remaining()).isGreaterThan(3_000_000);
            byte[] copy = new byte[body.remaining()];
            body.get(copy);
            Structure entry = Structure.of("Entry").optional("Data", Shape.blob(0, data.length));
            Structure shape = Structure.of("Page").optional("Records", Shape.list(entry, 1, 30));
            Decoded decoded = format.decode(shape, copy);
            assertThat(((Decoded.Input) decoded).values().structures("Records"))
                    .hasSize(30)
                    .allMatch(record -> record.bytes("Data").equals(new Bytes(data, 0, 100_000)));
        }
    }

    @Test
    void halfACharacterIsWrittenAsClientsCanRead() {
        String half = "a\ud800b";
        assertThat(text(Format.JSON.write(0).beginList().text(half).endList().finish()))
                .isEqualTo("[\"a\\uD800b\"]");
        assertThat(hex(Format.CBOR.write(0).beginList().text(half).endList().finish()))
                .isEqualTo("9f6561efbfbd62ff");
    }

    @Test
    void aWrongCallIsAProgrammingError() {
        assertThatThrownBy(() -> Format.JSON.write(0).beginStructure().text("value without name"))
                .isInstanceOf(UncheckedIOException.class);
    }
}
