package io.millrace.wire;

import static io.millrace.wire.Sample.hex;
import static io.millrace.wire.Sample.json;
import static io.millrace.wire.Sample.mistake;
import static io.millrace.wire.Sample.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Good bodies, and what is done to those that are only nearly so.
final class DecodingTest {
    @Test
    void jsonGivesEveryType() {
        Values values =
                read(
                        Format.JSON,
                        json(
                                """
                                { 'Count' : 7, 'Name':'a\\u0062', 'Enabled':true, 'At':1548118964.772,
                                  'Long':9007199254740993, 'Tags':{'k':'v','x':''}, 'Keys':['a','b'],
                                  'Records':[{'Data':'aGVsbG8=' , 'PartitionKey':'p'},{'Data':'' }] }
                                """));

        assertThat(values.integer("Count")).isEqualTo(7);
        assertThat(values.text("Name")).isEqualTo("ab");
        assertThat(values.flag("Enabled")).isTrue();
        assertThat(values.numberOrNull("At")).isEqualTo(1548118964772L);
        assertThat(values.numberOrNull("Long")).isEqualTo(9007199254740993L);
        assertThat(values.dictionary("Tags")).containsEntry("k", "v").containsEntry("x", "");
        assertThat(values.texts("Keys")).containsExactly("a", "b");
        assertThat(values.structures("Records")).hasSize(2);
        assertThat(values.structures("Records").getFirst().bytes("Data").copy())
                .asString()
                .isEqualTo("hello");
        assertThat(values.structures("Records").getLast().bytes("Data").length()).isZero();
        assertThat(values.has("Kind")).isFalse();
        assertThat(values.structureOrNull("Mode")).isNull();
    }

    @Test
    @Behaviour("K-029")
    void cborGivesTheSameWithIndefiniteLengths() {
        // {_ "Count": 7, "At": 1(1548118964772), "Records": [_ {_ "Data": h'68656c6c6f'}]}
        byte[] body =
                hex(
                        "bf 65 436f756e74 07 62 4174 c1 1b 00000168736dd9a4"
                                + " 67 5265636f726473 9f bf 64 44617461 45 68656c6c6f ff ff ff");
        Values values = read(Format.CBOR, body);

        assertThat(values.integer("Count")).isEqualTo(7);
        assertThat(values.numberOrNull("At")).isEqualTo(0x168736dd9a4L);
        assertThat(values.structures("Records").getFirst().bytes("Data").copy())
                .asString()
                .isEqualTo("hello");
    }

    @Test
    void cborBytesAreAViewOfTheBody() {
        byte[] body = hex("a2 65436f756e74 01 675265636f726473 81 a1 6444617461 58 03 010203");
        Bytes data = read(Format.CBOR, body).structures("Records").getFirst().bytes("Data");

        assertThat(data.array()).isSameAs(body);
        assertThat(data.copy()).containsExactly(1, 2, 3);
        assertThat(data.view().remaining()).isEqualTo(3);
    }

    @Test
    void cborBytesMayComeTaggedOrInChunks() {
        byte[] tagged = hex("a1 675265636f726473 81 a1 6444617461 d8 18 42 0102");
        byte[] chunked = hex("a1 675265636f726473 81 a1 6444617461 5f 41 01 41 02 ff");

        assertThat(read(Format.CBOR, tagged).structures("Records").getFirst().bytes("Data"))
                .isEqualTo(
                        read(Format.CBOR, chunked).structures("Records").getFirst().bytes("Data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1 624174 c1 1b 00000168736dd9a4",
                "a1 624174 1b 00000168736dd9a4",
                "a1 624174 fb 4276 8736 dd9a 4000",
                "a1 624174 c1 fb 4276 8736 dd9a 4000"
            })
    @Behaviour("K-027")
    void cborMomentsAreMilliseconds(String body) {
        assertThat(read(Format.CBOR, hex(body)).numberOrNull("At")).isEqualTo(0x168736dd9a4L);
    }

    @ParameterizedTest
    @CsvSource({
        "1548118964.772, 1548118964772",
        "1.548118964772E9, 1548118964772",
        "1548118964, 1548118964000",
        "-1.5, -1500",
        "0, 0",
        "1e300, 9223372036854775807",
        "9223372036854775807, 9223372036854775807"
    })
    @Behaviour("K-026")
    void jsonMomentsAreSeconds(String number, long millis) {
        assertThat(read(Format.JSON, json("{'At':" + number + "}")).numberOrNull("At"))
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "3.9, 3",
        "-0.1, -1",
        "2147483648, 2147483647",
        "1e40, 2147483647",
        "99999999999999999999999, 2147483647",
        "-99999999999999999999999, -2147483648",
        "0, 0"
    })
    @Behaviour("K-024")
    void integersAreRoundedDownAndBroughtIntoRange(String number, int value) {
        assertThat(read(Format.JSON, json("{'Count':" + number + "}")).integer("Count"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "TRUE,true", "1,true", "no,false", "False,false", "0,false"})
    @Behaviour("K-025")
    void flagsMayBeWords(String word, boolean value) {
        Values values = read(Format.JSON, json("{'Enabled':'" + word + "'}"));
        assertThat(values.flag("Enabled")).isEqualTo(value);
        assertThat(values.has("Enabled")).isTrue();
    }

    @Test
    void nullAndUnknownMembersAreIgnored() {
        Values values =
                read(
                        Format.JSON,
                        json("{'Name':null,'Records':null,'Other':{'a':[1,{}]},'Count':1,'Z':[]}"));
        assertThat(values.has("Name")).isFalse();
        assertThat(values.structures("Records")).isEmpty();
        assertThat(values.integer("Count")).isEqualTo(1);
    }

    @Test
    void theLastOfEqualMembersHolds() {
        assertThat(read(Format.JSON, json("{'Count':1,'Count':2}")).integer("Count")).isEqualTo(2);
        assertThat(read(Format.CBOR, hex("a2 65436f756e74 01 65436f756e74 02")).integer("Count"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "1", "'x'", "null", "{}}", "{} {}", "{'a':}", "{'a' 1}"})
    void brokenJsonIsMalformed(String body) {
        assertThat(Format.JSON.decode(Sample.INPUT, json(body)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "01", "60", "f6", "bf", "a1 65436f756e74", "a0 a0", "ff"})
    void brokenCborIsMalformed(String body) {
        assertThat(Format.CBOR.decode(Sample.INPUT, hex(body)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1 675265636f726473 81 a1 6444617461 5b 7fffffffffffffff 00",
                "a1 675265636f726473 81 a1 6444617461 5b ffffffffffffffff 00",
                "a1 675265636f726473 81 a1 6444617461 5a 7fffffff 00",
                "a1 644e616d65 7b 7fffffffffffffff 00",
                "a1 644e616d65 7a 7fffffff 00",
                "a1 675265636f726473 9b 7fffffffffffffff a0",
                "a1 675265636f726473 9a 7fffffff a0",
                "bb 7fffffffffffffff 65436f756e74 01",
                "a1 65 5a 7fffffff",
                "a1 665a5a5a5a5a5a 5a 7fffffff 00",
                "a1 654f74686572 7a 7fffffff 00"
            })
    void hugeLengthsInCborAreMalformed(String body) {
        assertThat(Format.CBOR.decode(Sample.INPUT, hex(body)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    @Behaviour("K-039")
    void deepNestingIsMalformed() {
        String json = "{'x':" + "[".repeat(100) + "]".repeat(100) + "}";
        String cbor = "a1 6178" + "81".repeat(100) + "00";
        assertThat(Format.JSON.decode(Sample.INPUT, json(json)))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(Format.CBOR.decode(Sample.INPUT, hex(cbor)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void everyTruncationIsMalformed() {
        byte[] json = json("{'Count':7,'Records':[{'Data':'aGVsbG8=','PartitionKey':'p'}]}");
        byte[] cbor =
                hex("bf 65436f756e74 07 675265636f726473 9f bf 6444617461 45 68656c6c6f ffffff");
        for (int length = 0; length < json.length; length++) {
            assertThat(Format.JSON.decode(Sample.INPUT, Arrays.copyOf(json, length)))
                    .isInstanceOf(Decoded.Malformed.class);
        }
        for (int length = 0; length < cbor.length; length++) {
            assertThat(Format.CBOR.decode(Sample.INPUT, Arrays.copyOf(cbor, length)))
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void theSyntaxOfTheWholeBodyComesBeforeTypes() {
        assertThat(Format.JSON.decode(Sample.INPUT, json("{'Count':true")))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(mistake(Format.JSON, json("{'Count':true,'Name':1}")))
                .isEqualTo("class java.lang.Boolean can not be converted to an Integer");
    }

    @Test
    void escapedBase64IsUnescaped() {
        Values values = read(Format.JSON, json("{'Records':[{'Data':'\\/\\u002f\\/\\/'}]}"));
        assertThat(values.structures("Records").getFirst().bytes("Data").copy())
                .containsExactly(-1, -1, -1);
    }

    @Test
    @Behaviour("K-107")
    void itemsFarBeyondTheBoundAreNotKept() {
        String items = "{'Data':''},".repeat(1000) + "{'Data':''}";
        Values values = read(Format.JSON, json("{'Records':[" + items + "]}"));
        assertThat(values.structures("Records")).hasSize(4);
    }

    @Test
    void askingForAMemberThatIsNotDeclaredIsAProgrammingError() {
        Values values = read(Format.JSON, json("{}"));
        assertThatThrownBy(() -> values.has("Nothing"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> values.text("Name")).isInstanceOf(IllegalStateException.class);
    }
}
