package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Tags and policies of streams and consumers: in as a map, out as a list.
final class TagOperationsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

    private final Kinesis kinesis = new Kinesis();

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':1,'Tags':{'b':'2','a':''}}");
    }

    private String call(Format format, String call) {
        int space = call.indexOf(' ');
        return kinesis.call(format, call.substring(0, space), call.substring(space + 1)).error();
    }

    private static String refused(String type, String message) {
        return "400 {\"__type\":\"" + type + "Exception\",\"message\":\"" + message + "\"}";
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-326")
    void aStreamIsTaggedFromItsCreation(Format format) {
        assertThat(call(format, "ListTagsForStream {'StreamName':'s'}"))
                .isEqualTo(
                        "200 {\"Tags\":[{\"Key\":\"a\",\"Value\":\"\"},{\"Key\":\"b\",\"Value\":\"2\"}],"
                                + "\"HasMoreTags\":false}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour({"K-323", "K-324"})
    void tagsAreAddedReplacedAndRemoved(Format format) {
        assertThat(call(format, "AddTagsToStream {'StreamName':'s','Tags':{'b':'3','c':'4'}}"))
                .isEqualTo("200 ");
        assertThat(call(format, "RemoveTagsFromStream {'StreamName':'s','TagKeys':['a','x']}"))
                .isEqualTo("200 ");
        assertThat(call(format, "ListTagsForResource {'ResourceARN':'" + ARN + "'}"))
                .isEqualTo(
                        "200 {\"Tags\":[{\"Key\":\"b\",\"Value\":\"3\"},{\"Key\":\"c\",\"Value\":\"4\"}]}");
        assertThat(call(format, "TagResource {'ResourceARN':'" + ARN + "','Tags':{'a':'1'}}"))
                .isEqualTo("200 ");
        assertThat(call(format, "UntagResource {'ResourceARN':'" + ARN + "','TagKeys':['b','c']}"))
                .isEqualTo("200 ");
        assertThat(call(format, "ListTagsForStream {'StreamARN':'" + ARN + "'}"))
                .isEqualTo(
                        "200 {\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"}],\"HasMoreTags\":false}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-325")
    void tagsOfAStreamAreListedInPages(Format format) {
        assertThat(call(format, "ListTagsForStream {'StreamName':'s','Limit':1}"))
                .isEqualTo("200 {\"Tags\":[{\"Key\":\"a\",\"Value\":\"\"}],\"HasMoreTags\":true}");
        assertThat(call(format, "ListTagsForStream {'StreamName':'s','ExclusiveStartTagKey':'a'}"))
                .isEqualTo(
                        "200 {\"Tags\":[{\"Key\":\"b\",\"Value\":\"2\"}],\"HasMoreTags\":false}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aConsumerHasTagsAndAPolicyOfItsOwn(Format format) {
        Answer registered =
                kinesis.call(
                        format,
                        "RegisterStreamConsumer",
                        "{'StreamARN':'" + ARN + "','ConsumerName':'c','Tags':{'k':'v'}}");
        String resource = "'ResourceARN':'" + registered.text("ConsumerARN") + "'";
        assertThat(call(format, "TagResource {" + resource + ",'Tags':{'l':'w'}}"))
                .isEqualTo("200 ");
        assertThat(call(format, "UntagResource {" + resource + ",'TagKeys':['k']}"))
                .isEqualTo("200 ");
        assertThat(call(format, "ListTagsForResource {" + resource + "}"))
                .isEqualTo("200 {\"Tags\":[{\"Key\":\"l\",\"Value\":\"w\"}]}");
        assertThat(call(format, "PutResourcePolicy {" + resource + ",'Policy':'{}'}"))
                .isEqualTo("200 ");
        assertThat(call(format, "DeleteResourcePolicy {" + resource + "}")).isEqualTo("200 ");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-327")
    void aPolicyIsKeptAsItWasPut(Format format) {
        String resource = "'ResourceARN':'" + ARN + "'";
        assertThat(call(format, "GetResourcePolicy {" + resource + "}"))
                .isEqualTo("200 {\"Policy\":\"{}\"}");
        assertThat(
                        call(
                                format,
                                "PutResourcePolicy {"
                                        + resource
                                        + ",'Policy':'{ \\\"Version\\\":\\\"2012-10-17\\\" }'}"))
                .isEqualTo("200 ");
        assertThat(call(format, "GetResourcePolicy {" + resource + "}"))
                .isEqualTo("200 {\"Policy\":\"{ \\\"Version\\\":\\\"2012-10-17\\\" }\"}");
        assertThat(call(format, "DeleteResourcePolicy {" + resource + "}")).isEqualTo("200 ");
        assertThat(call(format, "DeleteResourcePolicy {" + resource + "}"))
                .isEqualTo(
                        refused(
                                "ResourceNotFound",
                                "No resource policy found for resource ARN " + ARN + "."));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aPolicyIsJson(Format format) {
        for (String policy : new String[] {"", "x", "[]", "{"}) {
            assertThat(
                            call(
                                    format,
                                    "PutResourcePolicy {'ResourceARN':'"
                                            + ARN
                                            + "','Policy':'"
                                            + policy
                                            + "'}"))
                    .isEqualTo(
                            refused(
                                    "InvalidArgument",
                                    "Policy is not a valid JSON policy document."));
        }
        assertThat(call(format, "GetResourcePolicy {'ResourceARN':'" + ARN + "'}"))
                .isEqualTo("200 {\"Policy\":\"{}\"}");
    }

    @Test
    @Behaviour("K-320")
    void aTagCannotHaveAnyCharacter() {
        for (String tags : new String[] {"{'a^':'b'}", "{'a':'b!'}"}) {
            assertThat(call(Format.JSON, "AddTagsToStream {'StreamName':'s','Tags':" + tags + "}"))
                    .isEqualTo(
                            refused(
                                    "InvalidArgument",
                                    "Some tags contain invalid characters. Valid characters: Unicode"
                                            + " letters, digits, white space, _ . / = + - % @."));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TagResource|,'Tags':{'a':'b'}",
                "UntagResource|,'TagKeys':['a']",
                "ListTagsForResource|",
                "GetResourcePolicy|",
                "PutResourcePolicy|,'Policy':'{}'",
                "DeleteResourcePolicy|"
            })
    void aResourceThatIsNotThereIsNotFound(String operation, String rest) {
        String more = rest == null ? "" : rest;
        String[][] resources = {
            {ARN + "x", "Stream sx under account 000000000000 not found."},
            {
                "arn:aws:kinesis:us-east-1:111122223333:stream/s",
                "Stream s under account 111122223333 not found."
            },
            {ARN + "/consumer/c:1", "Consumer c, account 000000000000 not found."},
            {
                "arn:aws:kinesis:us-east-1:000000000000:channel/abc",
                "Channel abc under account 000000000000 not found."
            }
        };
        for (String[] resource : resources) {
            String body = "{'ResourceARN':'" + resource[0] + "'" + more + "}";
            for (Format format : Format.values()) {
                assertThat(call(format, operation + " " + body))
                        .isEqualTo(refused("ResourceNotFound", resource[1]));
            }
        }
        String odd = "arn:aws:kinesis:us-east-1:000000000000:x/stream/s";
        assertThat(call(Format.JSON, operation + " {'ResourceARN':'" + odd + "'" + more + "}"))
                .isEqualTo(refused("InvalidArgument", "Invalid ResourceARN: " + odd));
    }
}
