package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.stream.Limits;
import io.millrace.stream.StreamConfig;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Consumers: registered, described, listed, taken off, and how they are named.
final class ConsumerOperationsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

    private final Kinesis kinesis = new Kinesis();

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
    }

    private static Answer register(Kinesis service, Format format, String name) {
        return service.call(
                format,
                "RegisterStreamConsumer",
                "{'StreamARN':'" + ARN + "','ConsumerName':'" + name + "'}");
    }

    private Answer register(String name) {
        return register(kinesis, Format.JSON, name);
    }

    private static void assertRefused(Answer answer, String type, String message) {
        assertThat(answer.error())
                .isEqualTo("400 {\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aConsumerIsRegisteredAndDescribed(Format format) {
        String members =
                "\"ConsumerName\":\"c\",\"ConsumerARN\":\""
                        + ARN
                        + "/consumer/c:17935[0-9]{5}\",\"ConsumerStatus\":\"ACTIVE\","
                        + "\"ConsumerCreationTimestamp\":17935[0-9]{5}\\.[0-9]{3}";
        Answer registered = register(kinesis, format, "c");
        assertThat(registered.error()).matches("200 \\{\"Consumer\":\\{" + members + "\\}\\}");
        String arn = registered.text("ConsumerARN");
        for (String address :
                new String[] {
                    "'ConsumerARN':'" + arn + "'",
                    "'StreamARN':'" + ARN + "','ConsumerName':'c'",
                    "'StreamARN':'" + ARN + "','ConsumerName':'c','ConsumerARN':'" + arn + "'"
                }) {
            assertThat(kinesis.call(format, "DescribeStreamConsumer", "{" + address + "}").error())
                    .matches(
                            "200 \\{\"ConsumerDescription\":\\{"
                                    + members
                                    + ",\"StreamARN\":\""
                                    + ARN
                                    + "\"\\}\\}");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-306")
    void consumersAreListedInPages(Format format) {
        register("a");
        register("b");
        register("c");
        Answer first =
                kinesis.call(
                        format,
                        "ListStreamConsumers",
                        "{'StreamARN':'" + ARN + "','MaxResults':2}");
        assertThat(first.body())
                .startsWith("{\"Consumers\":[{\"ConsumerName\":\"a\",")
                .contains("\"ConsumerName\":\"b\"")
                .doesNotContain("\"ConsumerName\":\"c\"");
        String token = first.text("NextToken");
        Answer second =
                kinesis.call(
                        format,
                        "ListStreamConsumers",
                        "{'StreamARN':'" + ARN + "','NextToken':'" + token + "'}");
        assertThat(second.body())
                .startsWith("{\"Consumers\":[{\"ConsumerName\":\"c\",")
                .doesNotContain("NextToken");
        kinesis.clock.advance(Duration.ofSeconds(301));
        assertThat(
                        kinesis.call(
                                        format,
                                        "ListStreamConsumers",
                                        "{'StreamARN':'" + ARN + "','NextToken':'" + token + "'}")
                                .text("__type"))
                .isEqualTo("ExpiredNextTokenException");
    }

    @Test
    void aTokenStandsForTheMomentOfCreation() {
        assertRefused(
                kinesis.json(
                        "ListStreamConsumers",
                        "{'StreamARN':'" + ARN + "','NextToken':'t','StreamCreationTimestamp':1}"),
                "InvalidArgumentException",
                "NextToken and StreamCreationTimestamp cannot be provided together.");
        assertRefused(
                kinesis.json("ListStreamConsumers", "{'StreamARN':'" + ARN + "','NextToken':'t'}"),
                "InvalidArgumentException",
                "Invalid NextToken.");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-302")
    void aConsumerTakenOffIsGoneAndItsNameFree(Format format) {
        String arn = register("c").text("ConsumerARN");
        assertThat(
                        kinesis.call(
                                        format,
                                        "DeregisterStreamConsumer",
                                        "{'ConsumerARN':'" + arn + "'}")
                                .error())
                .isEqualTo("200 ");
        kinesis.clock.advance(Duration.ofSeconds(1));
        String again = register("c").text("ConsumerARN");
        assertThat(again).isNotEqualTo(arn);
        for (String operation :
                new String[] {"DescribeStreamConsumer", "DeregisterStreamConsumer"}) {
            assertRefused(
                    kinesis.call(format, operation, "{'ConsumerARN':'" + arn + "'}"),
                    "ResourceNotFoundException",
                    "Consumer c, account 000000000000 not found.");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-301")
    void aNameIsTakenOnce(Format format) {
        register("c");
        assertThat(register(kinesis, format, "c").text("__type"))
                .isEqualTo("ResourceInUseException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"''", "'ConsumerName':'c'", "'StreamARN':'" + ARN + "'"})
    @Behaviour("K-304")
    void aConsumerNamedByHalfIsNotNamed(String members) {
        String body = "{" + members.replace("''", "") + "}";
        for (String operation :
                new String[] {"DescribeStreamConsumer", "DeregisterStreamConsumer"}) {
            assertRefused(
                    kinesis.json(operation, body),
                    "InvalidArgumentException",
                    "Both streamARN and consumer name must be provided if consumerARN is not"
                            + " provied.");
        }
    }

    @Test
    void allThreeNamesMustAgree() {
        String consumer = ARN + "/consumer/c:1";
        assertRefused(
                kinesis.json(
                        "DescribeStreamConsumer",
                        "{'ConsumerARN':'" + consumer + "','ConsumerName':'d'}"),
                "InvalidArgumentException",
                "ConsumerName and ConsumerARN do not name the same consumer. ConsumerName: d,"
                        + " ConsumerARN: "
                        + consumer);
        assertRefused(
                kinesis.json(
                        "DescribeStreamConsumer",
                        "{'ConsumerARN':'" + consumer + "','StreamARN':'" + ARN + "x'}"),
                "InvalidArgumentException",
                "StreamARN and ConsumerARN do not name the same consumer. StreamARN: "
                        + ARN
                        + "x, ConsumerARN: "
                        + consumer);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kinesis:us-east-1:111122223333:stream/s/consumer/c:1,111122223333",
        "arn:aws:kinesis:eu-west-1:000000000000:stream/s/consumer/c:1,000000000000",
        "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:9999999999999999999999,"
                + "000000000000"
    })
    @Behaviour("K-305")
    void aConsumerElsewhereIsNotFound(String arn, String account) {
        assertRefused(
                kinesis.json("DescribeStreamConsumer", "{'ConsumerARN':'" + arn + "'}"),
                "ResourceNotFoundException",
                "Consumer c, account " + account + " not found.");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aConsumerOfNoStreamCannotBe(Format format) {
        String text = "Stream no under account 000000000000 not found.";
        String arn = "'StreamARN':'arn:aws:kinesis:us-east-1:000000000000:stream/no'";
        for (String call :
                new String[] {
                    "RegisterStreamConsumer {'ConsumerName':'c'," + arn + "}",
                    "ListStreamConsumers {" + arn + "}",
                    "DescribeStreamConsumer {'ConsumerName':'c'," + arn + "}",
                    "DeregisterStreamConsumer {'ConsumerName':'c'," + arn + "}"
                }) {
            int space = call.indexOf(' ');
            assertRefused(
                    kinesis.call(format, call.substring(0, space), call.substring(space + 1)),
                    "ResourceNotFoundException",
                    text);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-307")
    void aStreamWithConsumersIsDeletedOnlyByForce(Format format) {
        register("c");
        assertThat(kinesis.json("DescribeStreamSummary", "{'StreamName':'s'}").body())
                .contains("\"ConsumerCount\":1,");
        assertRefused(
                kinesis.call(format, "DeleteStream", "{'StreamName':'s'}"),
                "ResourceInUseException",
                "DeleteStream can't delete 000000000000:s because there are consumers associated"
                        + " with this data stream. To delete s anyway, set the"
                        + " EnforceConsumerDeletion parameter to true to force the deletion of all the"
                        + " consumers that are associated with it.");
        assertThat(
                        kinesis.call(
                                        format,
                                        "DeleteStream",
                                        "{'StreamName':'s','EnforceConsumerDeletion':true}")
                                .error())
                .isEqualTo("200 ");
        assertThat(kinesis.json("DescribeStreamSummary", "{'StreamName':'s'}").text("__type"))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    @Behaviour("K-300")
    void withAStateDelayConsumersTakeTheirTimeAsOnAws() {
        Kinesis slow = new Kinesis(new StreamConfig(Duration.ofSeconds(9), Limits.OFF));
        slow.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
        assertRefused(
                register(slow, Format.JSON, "c"),
                "ResourceInUseException",
                "Stream s under account 000000000000 not ACTIVE or UPDATING, instead in state"
                        + " CREATING");
    }
}
