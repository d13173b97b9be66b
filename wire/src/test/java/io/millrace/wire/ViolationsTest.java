package io.millrace.wire;

import static io.millrace.wire.Sample.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The texts of ValidationException.
final class ViolationsTest {
    private static @Nullable String violations(String body) {
        return Violations.of(Sample.read(Format.JSON, json(body)));
    }

    @Test
    void nothingIsSaidOfGoodValues() {
        assertThat(violations("{'Count':1,'Name':'a.b-C_9','Kind':'A','Tags':{'k':''}}")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "'Count':null ~ Value null at 'count' # Member must not be null",
                "'Count':0 ~ Value '0' at 'count' # Member must have value greater than or equal to 1",
                "'Count':10001 ~ Value '10001' at 'count' # Member must have value less than or equal to"
                        + " 10000",
                "'Name':'a b' ~ Value 'a b' at 'name' # Member must satisfy regular expression pattern:"
                        + " [a-zA-Z0-9_.-]+",
                "'Kind':'C' ~ Value 'C' at 'kind' # Member must satisfy enum value set: [B, A]",
                "'Long':-1 ~ Value '-1' at 'long' # Member must have value greater than or equal to 0",
                "'Records':[] ~ Value '[]' at 'records' # Member must have length greater than or equal"
                        + " to 1",
                "'Records':[null] ~ Value null at 'records.1.member' # Member must not be null",
                "'Records':[{'Data':''},{}] ~ Value null at 'records.2.member.data' # Member must not be"
                        + " null",
                "'Records':[{'Data':'','PartitionKey':''}] ~ Value '' at 'records.1.member.partitionKey'"
                        + " # Member must have length greater than or equal to 1",
                "'Records':[{'Data':'','ExplicitHashKey':'01'}] ~ Value '01' at"
                        + " 'records.1.member.explicitHashKey' # Member must satisfy regular expression"
                        + " pattern: 0|([1-9]\\d{0,38})",
                "'Records':[{'Data':'AAAAAAAAAAAAAAAA'}] ~ Value at 'records.1.member.data' # Member must"
                        + " have length less than or equal to 10",
                "'Tags':{} ~ Value '{}' at 'tags' # Member must have length greater than or equal to 1",
                "'Tags':{'a':'1','b':'2','c':'3'} ~ Value '{a=1, b=2, c=3}' at 'tags' # Member must have"
                        + " length less than or equal to 2",
                "'Tags':{'long':'1'} ~ Value '{long=1}' at 'tags' # Map keys must satisfy constraint:"
                        + " [Member must have length less than or equal to 3, Member must have length"
                        + " greater than or equal to 1]",
                "'Tags':{'a':'12345'} ~ Value '{a=12345}' at 'tags' # Map value must satisfy constraint:"
                        + " [Member must have length less than or equal to 4, Member must have length"
                        + " greater than or equal to 0]",
                "'Tags':{'a':null} ~ Value null at 'tags.a.member' # Member must not be null",
                "'Keys':['a','b','c'] ~ Value '[a, b, c]' at 'keys' # Member must have length less than or"
                        + " equal to 2",
                "'Keys':['','b'] ~ Value '[, b]' at 'keys' # Member must satisfy constraint: [Member must"
                        + " have length less than or equal to 3, Member must have length greater than"
                        + " or equal to 1]",
                "'Keys':[null] ~ Value null at 'keys.1.member' # Member must not be null",
                "'Mode':{} ~ Value null at 'mode.streamMode' # Member must not be null",
                "'Mode':{'StreamMode':'X'} ~ Value 'X' at 'mode.streamMode' # Member must satisfy enum"
                        + " value set: [P, O]"
            })
    void oneViolation(String member, String text) {
        String body = member.contains("Count") ? member : "'Count':1," + member;
        assertThat(violations("{" + body + "}"))
                .isEqualTo(
                        "1 validation error detected: "
                                + text.replace(" #", " failed to satisfy constraint:"));
    }

    @Test
    @Behaviour("K-034")
    void thePatternComesBeforeTheLengthAndMembersInTheirOrder() {
        assertThat(violations("{'Name':'','Count':0}"))
                .isEqualTo(
                        "3 validation errors detected: Value '0' at 'count' failed to satisfy"
                                + " constraint: Member must have value greater than or equal to 1;"
                                + " Value '' at 'name' failed to satisfy constraint: Member must"
                                + " satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at"
                                + " 'name' failed to satisfy constraint: Member must have length"
                                + " greater than or equal to 1");
    }

    @Test
    @Behaviour("K-037")
    void aListThatIsTooLongIsEchoedAsObjects() {
        String text =
                violations(
                        "{'Count':1,'Records':[{'Data':''},{'Data':''},{'Data':''},{'Data':''}]}");
        assertThat(text)
                .matches(
                        "1 validation error detected: Value"
                                + " '\\[(com\\.amazonaws\\.kinesis\\.v20131202\\."
                                + "PutRecordsRequestEntry@[0-9a-f]+(, )?){4}\\]' at 'records' failed to"
                                + " satisfy constraint: Member must have length less than or equal"
                                + " to 3");
    }

    @Test
    void atMostTenAreCollected() {
        Structure shape = Structure.of("Many");
        for (int i = 0; i < 12; i++) {
            shape = shape.required("M" + i, Shape.text());
        }
        Decoded decoded = Format.JSON.decode(shape, json("{}"));
        assertThat(decoded).isInstanceOf(Decoded.Input.class);
        String text = Violations.of(((Decoded.Input) decoded).values());
        assertThat(text)
                .startsWith("10 validation errors detected: Value null at 'm0'")
                .endsWith(
                        "Value null at 'm9' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void aListOfValuesOfASetIsWrongAsAWhole() {
        Structure shape =
                Structure.of("Chosen").required("Names", Shape.list(Shape.oneOf("B", "A"), 1, 7));
        Decoded decoded = Format.JSON.decode(shape, json("{'Names':['A','x',null]}"));
        assertThat(Violations.of(((Decoded.Input) decoded).values()))
                .isEqualTo(
                        "2 validation errors detected: Value '[A, x, null]' at 'names' failed to"
                                + " satisfy constraint: Member must satisfy constraint: [Member must"
                                + " satisfy enum value set: [B, A]]; Value null at 'names.3.member'"
                                + " failed to satisfy constraint: Member must not be null");
    }

    @Test
    @Behaviour("K-036")
    void aHugeValueIsEchoedInPart() {
        String text = violations("{'Count':1,'Name':'" + "a".repeat(1_000_000) + "'}");
        assertThat(text)
                .hasSizeLessThan(70_000)
                .endsWith("Member must have length less than or equal to 128");
    }
}
