package io.millrace.api.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.table.value.Item;
import io.millrace.wire.Decoded;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attribute values as they are read and written.
final class AttributeJsonTest {
    private static final Structure INPUT = Structure.of("X").optional("Item", ItemShapes.ITEM);
    private static final String PARAMETERS = "One or more parameter values were invalid: ";

    private static Object read(String item) {
        byte[] body = ("{'Item':" + item + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return switch (Protocol.JSON.decode(INPUT, body)) {
            case Decoded.Input input -> given(input);
            case Decoded.Mistyped mistyped -> mistyped.text();
            case Decoded.Malformed _ -> "malformed";
        };
    }

    private static Object given(Decoded.Input input) {
        Object given = input.values().custom("Item");
        return given == null ? "absent" : given;
    }

    private static ByteBuffer write(Protocol protocol, Item item) {
        Output output = protocol.write(64).beginStructure();
        ItemMembers.item(output, "Item", item);
        return output.endStructure().finish();
    }

    private static String text(ByteBuffer body) {
        return StandardCharsets.UTF_8.decode(body).toString().replace('"', '\'');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'S':''}}",
                "{'a':{'S':'ü€'}}",
                "{'a':{'N':'0'}}",
                "{'a':{'N':'-1.5'}}",
                "{'a':{'N':'12345678901234567890123456789012345678'}}",
                "{'a':{'B':''}}",
                "{'a':{'B':'AAH/'}}",
                "{'a':{'BOOL':true}}",
                "{'a':{'BOOL':false}}",
                "{'a':{'NULL':true}}",
                "{'a':{'SS':['a','b']}}",
                "{'a':{'NS':['-1','2.5']}}",
                "{'a':{'BS':['AA==','AQ==']}}",
                "{'a':{'L':[]}}",
                "{'a':{'L':[{'S':'x'},{'L':[{'B':'AA=='},{'M':{}}]}]}}",
                "{'a':{'M':{}}}",
                "{'a':{'M':{'b':{'M':{'c':{'N':'1'}}},'d':{'NULL':true}}}}",
                "{'a':{'S':'1'},'b':{'S':'2'}}",
                "{}"
            })
    void whatIsReadIsWrittenTheSame(String item) {
        Object read = read(item);
        assertThat(read).isInstanceOf(Item.class);
        assertThat(text(write(Protocol.JSON, (Item) read))).isEqualTo("{'Item':" + item + "}");
    }

    @Test
    void cborHoldsTheSameItem() {
        Item item =
                (Item)
                        read(
                                "{'b':{'B':'AAH/'},'l':{'L':[{'M':{'n':{'N':'1'}}},{'BOOL':true}]},"
                                        + "'s':{'BS':['AQ==']},'z':{'NULL':true}}");
        ByteBuffer body = write(Protocol.RPC_CBOR, item);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        Decoded decoded = Protocol.RPC_CBOR.decode(INPUT, bytes);
        assertThat(((Decoded.Input) decoded).values().custom("Item")).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                "{'X':'y'} | Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                "{'S':null} | Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                "{'L':[{}]} | Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                "{'M':{'x':{}}} | Supplied AttributeValue is empty, must contain exactly one of the"
                        + " supported datatypes",
                "{'S':'a','N':'1'} | Supplied AttributeValue has more than one datatypes set, must"
                        + " contain exactly one of the supported datatypes",
                "{'N':'x'} | The parameter cannot be converted to a numeric value: x",
                "{'N':''} | The parameter cannot be converted to a numeric value",
                "{'N':'1e126'} | Number overflow. Attempting to store a number with magnitude larger than"
                        + " supported range",
                "{'N':'1e-131'} | Number underflow. Attempting to store a number with magnitude smaller"
                        + " than supported range",
                "{'N':'123456789012345678901234567890123456789'} | Attempting to store more than 38"
                        + " significant digits in a Number",
                "{'NS':['1','1.0']} | Input collection contains duplicates"
            })
    void aFlawIsTold(String value, String text) {
        assertThat(read("{'a':" + value + "}")).isEqualTo(new Flaw("a", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'NULL':false} | Null attribute value types must have the value of true",
                "{'SS':[]} | ~An string set  may not be empty~",
                "{'NS':[]} | ~An number set  may not be empty~",
                "{'BS':[]} | Binary sets should not be empty",
                "{'SS':['a','']} | An string set may not have a empty string as a member",
                "{'BS':['']} | Binary sets may not contain null or empty values",
                "{'SS':['a','a']} | Input collection [a, a] contains duplicates."
            })
    void aFlawOfAParameterIsTold(String value, String text) {
        assertThat(read("{'a':" + value + "}")).isEqualTo(new Flaw("a", PARAMETERS + text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':'x'} | Expected null",
                "{'a':{'S':1}} | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be"
                        + " converted to an String",
                "{'a':{'N':1}} | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be"
                        + " converted to an String",
                "{'a':{'L':{}}} | Start of structure or map found where not expected.",
                "{'a':{'M':'x'}} | Expected map or null",
                "{'a':{'SS':'x'}} | Expected list or null",
                "'x' | Expected map or null"
            })
    void aWrongTypeIsTold(String item, String text) {
        assertThat(read(item)).isEqualTo(text);
    }

    @Test
    void valuesNestThirtyTwoLevelsDeep() {
        assertThat(read(nested(32))).isInstanceOf(Item.class);
        assertThat(read(nested(33)))
                .isEqualTo(
                        new Flaw(
                                "a",
                                "Nesting Levels have exceeded supported limits: Attributes in the"
                                        + " item have nested levels beyond supported limit"));
    }

    private static String nested(int levels) {
        return "{'a':" + "{'L':[".repeat(levels) + "{'S':'x'}" + "]}".repeat(levels) + "}";
    }
}
