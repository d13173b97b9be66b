package io.millrace.wire;

import static io.millrace.wire.Sample.hex;
import static io.millrace.wire.Sample.json;
import static io.millrace.wire.Sample.mistake;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The texts of SerializationException.
final class MistypedTest {
    private static final String NUMBER =
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Count':true | class java.lang.Boolean can not be converted to an Integer",
                "'Count':'1' | class java.lang.String can not be converted to an Integer",
                "'Count':[] | Start of list found where not expected",
                "'Count':{} | Start of structure or map found where not expected.",
                "'Long':'1' | class java.lang.String can not be converted to an Long",
                "'Name':1 | @ can not be converted to an String",
                "'Name':1.5 | @ can not be converted to an String",
                "'Name':false | class java.lang.Boolean can not be converted to an String",
                "'Name':['a'] | Start of list found where not expected",
                "'Name':{'a':1} | Start of structure or map found where not expected.",
                "'Enabled':1 | @ can not be converted to an Boolean",
                "'Enabled':'Hello' | 'HELLO' can not be converted to an Boolean",
                "'Enabled':[] | Start of list found where not expected",
                "'At':'1' | class java.lang.String can not be converted to milliseconds since epoch",
                "'At':true | class java.lang.Boolean can not be converted to milliseconds since epoch",
                "'At':[] | Start of list found where not expected",
                "'Records':'x' | Expected list or null",
                "'Records':3 | Expected list or null",
                "'Records':{} | Start of structure or map found where not expected.",
                "'Records':[1] | Expected null",
                "'Records':[[]] | Start of list found where not expected",
                "'Records':[{'Data':1}] | @ can not be converted to a Blob",
                "'Records':[{'Data':true}] | class java.lang.Boolean can not be converted to a Blob",
                "'Records':[{'Data':[]}] | Start of list found where not expected",
                "'Records':[{'Data':{}}] | Start of structure or map found where not expected.",
                "'Tags':'x' | Expected map or null",
                "'Tags':[] | Start of list found where not expected",
                "'Tags':{'a':1} | @ can not be converted to an String",
                "'Keys':[1] | @ can not be converted to an String",
                "'Mode':'x' | Expected null",
                "'Mode':[] | Start of list found where not expected",
                "'Mode':{'StreamMode':1} | @ can not be converted to an String"
            })
    void jsonOfTheWrongType(String member, String text) {
        assertThat(mistake(Format.JSON, json("{" + member + "}")))
                .isEqualTo(text.replace("@", NUMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "x, Base64 encoded length is expected a multiple of 4 bytes but found: 1",
        "====, Invalid last non-pad Base64 character dectected",
        "=AAA, Invalid Base64 character: '='",
        "AA@A, Invalid Base64 character: '@'",
        "A=A=, Invalid Base64 character: '='",
        "AB==, Invalid last non-pad Base64 character dectected",
        "AAB=, Invalid last non-pad Base64 character dectected",
        "AA_-, Invalid Base64 character: '_'",
        "AA==AAAA, Invalid Base64 character: '='"
    })
    @Behaviour("K-030")
    void badBase64(String given, String text) {
        String fault = text.startsWith("Invalid Base64 ") ? text.replaceAll("^\"|\"$", "") : text;
        assertThat(mistake(Format.JSON, json("{'Records':[{'Data':'" + given + "'}]}")))
                .isEqualTo("'" + given + "' can not be converted to a Blob: " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "65436f756e74 f5 | class java.lang.Boolean can not be converted to an Integer",
                "65436f756e74 6131 | class java.lang.String can not be converted to an Integer",
                "65436f756e74 4131 | class java.nio.HeapByteBuffer can not be converted to an Integer",
                "65436f756e74 80 | Start of list found where not expected",
                "65436f756e74 bfff | Start of structure or map found where not expected.",
                "644e616d65 01 | @ can not be converted to an String",
                "644e616d65 fb4000000000000000 | @ can not be converted to an String",
                "644e616d65 4161 | class java.nio.HeapByteBuffer can not be converted to an String",
                "624174 6131 | class java.lang.String can not be converted to milliseconds since epoch",
                "675265636f726473 6131 | Expected list or null",
                "675265636f726473 8101 | Expected null",
                "675265636f726473 81a1644461746101 | @ can not be converted to a Blob",
                "675265636f726473 81a164446174616131 | class java.lang.String can not be converted to a Blob",
                "6454616773 01 | Expected map or null"
            })
    void cborOfTheWrongType(String member, String text) {
        assertThat(mistake(Format.CBOR, hex("a1" + member))).isEqualTo(text.replace("@", NUMBER));
    }
}
