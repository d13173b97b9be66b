package io.millrace.wire;

import static io.millrace.wire.Sample.hex;
import static io.millrace.wire.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of services that speak several protocols, byte for byte.
final class ProtocolTest {
    private static final Structure DIMENSION =
            Structure.of("Dimension")
                    .required("Name", Shape.text())
                    .required("Value", Shape.text());

    private static final Structure INPUT =
            Structure.of("Input")
                    .optional("Name", Shape.text())
                    .optional("At", Shape.moment())
                    .optional("Period", Shape.integer())
                    .optional("Enabled", Shape.flag())
                    .optional("Value", Shape.real())
                    .optional("Counts", Shape.list(Shape.real(), 0, 3))
                    .optional("Statistics", Shape.list(Shape.text(), 1, 5))
                    .optional("Dimensions", Shape.list(DIMENSION, 0, 2))
                    .optional("Metric", Structure.of("Metric").optional("Name", Shape.text()));

    private static Values read(Protocol protocol, byte[] body) {
        return switch (protocol.decode(INPUT, body)) {
            case Decoded.Input input -> input.values();
            case Decoded.Mistyped mistyped -> throw new AssertionError(mistyped.text());
            case Decoded.Malformed _ -> throw new AssertionError("malformed");
        };
    }

    private static byte[] form(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer reply(Protocol protocol) {
        return protocol.write(0)
                .beginStructure()
                .text("Label", "a<b> & \"é\u0001\"")
                .real("Sum", 2.5)
                .number("Count", 3)
                .flag("Last", false)
                .moment("At", 1_500)
                .name("List")
                .beginList()
                .text("x")
                .beginStructure()
                .text("Id", "1")
                .endStructure()
                .endList()
                .name("Empty")
                .beginList()
                .endList()
                .endStructure()
                .finish();
    }

    @Test
    void rpcCborHasMomentsInSecondsAsDoubles() {
        ByteBuffer body =
                Protocol.RPC_CBOR
                        .write(0)
                        .beginStructure()
                        .moment("At", 1_500)
                        .real("Sum", 2.5)
                        .endStructure()
                        .finish();
        assertThat(hex(body)).isEqualTo("bf624174c1fb3ff80000000000006353756dfb4004000000000000ff");
    }

    @ParameterizedTest
    @CsvSource({
        "c1 fb 4197d78400400000, 100000000063",
        "c1 1a 3b9aca00, 1000000000000",
        "fb 3ff8000000000000, 1500",
        "c1 f9 3e00, 1500"
    })
    void rpcCborReadsSecondsInEveryNumber(String number, long millis) {
        assertThat(read(Protocol.RPC_CBOR, hex("a1 62 4174" + number)).numberOrNull("At"))
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "fb 3ff8000000000000, 1.5",
        "fa 3fc00000, 1.5",
        "f9 3e00, 1.5",
        "03, 3",
        "20, -1",
        "fb 7ff8000000000000, NaN"
    })
    void rpcCborReadsFractionsInEveryNumber(String number, Double value) {
        assertThat(read(Protocol.RPC_CBOR, hex("a1 65 56616c7565" + number)).real("Value"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "-2, -2", "1e3, 1000", "'\"NaN\"', NaN", "'\"-Infinity\"', -Infinity"})
    void jsonReadsFractionsAndWhatNoNumberIs(String number, Double value) {
        assertThat(read(Protocol.JSON, form("{\"Value\":" + number + "}")).real("Value"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.5\"", "true", "[]", "{}"})
    void jsonRefusesFractionsOfAnotherType(String value) {
        assertThat(Protocol.JSON.decode(INPUT, form("{\"Value\":" + value + "}")))
                .isInstanceOf(Decoded.Mistyped.class);
    }

    @Test
    void fractionsComeInLists() {
        assertThat(read(Protocol.JSON, form("{\"Counts\":[1,2.5]}")).reals("Counts"))
                .containsExactly(1.0, 2.5);
        Values values = read(Protocol.QUERY, form("Counts.member.1=1&Counts.member.2=2.5"));
        assertThat(values.reals("Counts")).containsExactly(1.0, 2.5);
        assertThat(values.has("Value")).isFalse();
    }

    @Test
    void jsonIsThatOfKinesis() {
        assertThat(text(reply(Protocol.JSON)))
                .isEqualTo(
                        "{\"Label\":\"a<b> & \\\"é\\u0001\\\"\",\"Sum\":2.5,\"Count\":3,"
                                + "\"Last\":false,\"At\":1.500,\"List\":[\"x\",{\"Id\":\"1\"}],"
                                + "\"Empty\":[]}");
    }

    @Test
    void xmlHasAnElementForEachMemberAndItem() {
        assertThat(text(reply(Protocol.QUERY)))
                .isEqualTo(
                        "<Label>a&lt;b&gt; &amp; &quot;é\uFFFD&quot;</Label><Sum>2.5</Sum>"
                                + "<Count>3</Count><Last>false</Last>"
                                + "<At>1970-01-01T00:00:01.500Z</At>"
                                + "<List><member>x</member><member><Id>1</Id></member></List>"
                                + "<Empty></Empty>");
    }

    @Test
    void xmlRefusesAValueWithoutAName() {
        Output output = Protocol.QUERY.write(0).beginStructure();
        assertThatThrownBy(() -> output.text("x")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aFormNamesItemsByNumber() {
        Values values =
                read(
                        Protocol.QUERY,
                        form(
                                "Action=X&Name=a%2Fb+c&At=2026-11-25T08%3A00%3A00Z&Period=60"
                                        + "&Enabled=TRUE&Statistics.member.1=Sum"
                                        + "&Statistics.member.2=Average&Statistics.member.4=Gap"
                                        + "&Dimensions.member.1.Name=n&Dimensions.member.1.Value=v"
                                        + "&Metric.Name=m\n"));
        assertThat(values.text("Name")).isEqualTo("a/b c");
        assertThat(values.numberOrNull("At")).isEqualTo(1_795_593_600_000L);
        assertThat(values.integer("Period")).isEqualTo(60);
        assertThat(values.flag("Enabled")).isTrue();
        assertThat(values.texts("Statistics")).containsExactly("Sum", "Average");
        assertThat(values.structures("Dimensions").getFirst().text("Value")).isEqualTo("v");
        Values metric = values.structureOrNull("Metric");
        assertThat(metric == null ? "none" : metric.text("Name")).isEqualTo("m");
    }

    @Test
    void aFormKeepsOneItemMoreThanAllowed() {
        StringBuilder text = new StringBuilder("x=");
        for (int i = 1; i <= 9; i++) {
            text.append("&Dimensions.member.").append(i).append(".Name=n");
        }
        assertThat(read(Protocol.QUERY, form(text.toString())).structures("Dimensions")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T08:00:00, 1795593600000",
        "2026-11-25T08:00:00.25Z, 1795593600250",
        "2026-11-25T09:00:00%2B01:00, 1795593600000",
        "2026-11-25T07:00:00-01:00, 1795593600000",
        "2026-11-25, 1795564800000"
    })
    void aFormHasMomentsInIso8601(String text, long millis) {
        assertThat(read(Protocol.QUERY, form("At=" + text)).numberOrNull("At")).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "At=yesterday, Value 'yesterday' at 'At' is not a moment in ISO 8601",
        "At=%2B999999999-01-01T00:00:00Z,"
                + " Value '+999999999-01-01T00:00:00Z' at 'At' is not a moment in ISO 8601",
        "Value=much, Value 'much' at 'Value' is not a number",
        "Period=1.5, Value '1.5' at 'Period' is not a whole number",
        "Enabled=perhaps, Value 'perhaps' at 'Enabled' is not true or false"
    })
    void aFormSaysWhatHasTheWrongType(String text, String complaint) {
        assertThat(Protocol.QUERY.decode(INPUT, form(text)))
                .isEqualTo(new Decoded.Mistyped(complaint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name=%", "Name=%zz", "%=1"})
    void aFormWithBrokenEscapesIsMalformed(String text) {
        assertThat(Protocol.QUERY.decode(INPUT, form(text))).isEqualTo(new Decoded.Malformed());
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyBodyGivesNoMember(Protocol protocol) {
        Values values = read(protocol, new byte[0]);
        assertThat(values.has("Name")).isFalse();
        assertThat(values.texts("Statistics")).isEmpty();
    }
}
