package io.millrace.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.client.Persistence;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

@Timeout(60)
class StreamReaderTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");

    private final ScriptedShards shards = new ScriptedShards();
    private final AtomicLong ticks = new AtomicLong();
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    private void read(Start start) throws Exception {
        TailPlan plan = new TailPlan("s", start, true, 1, _ -> {}, BEGAN);
        Persistence persistence =
                new Persistence(
                        () -> ticks.addAndGet(1_000_000_000),
                        new Random(1),
                        _ -> {},
                        Duration.ofSeconds(20));
        RecordPrinter printer =
                (_, page) -> page.forEach(record -> printed.add(record.data().asUtf8String()));
        ShardReader reader = new ShardReader(shards, persistence, new Semaphore(4), printer, plan);
        var _ =
                new StreamReader(shards, persistence, reader, plan)
                        .start()
                        .get(30, TimeUnit.SECONDS);
    }

    @Test
    void allShardsAreReadToTheirTips() throws Exception {
        shards.shard("a", false).page("a", "1", "2").page("a", "3");
        shards.shard("b", false).page("b", "x");
        read(new Start.TrimHorizon());
        assertThat(printed).containsExactlyInAnyOrder("1", "2", "3", "x");
        assertThat(printed).containsSubsequence("1", "2", "3");
    }

    @Test
    void childrenComeAfterTheirParents() throws Exception {
        shards.shard("p", true)
                .page("p", "1")
                .lastPage(
                        "p",
                        List.of(ScriptedShards.child("a", "p"), ScriptedShards.child("b", "p")),
                        "2");
        shards.shard("a", true, "p")
                .lastPage("a", List.of(ScriptedShards.child("m", "a", "b")), "3");
        shards.shard("b", true, "p")
                .lastPage("b", List.of(ScriptedShards.child("m", "a", "b")), "4");
        shards.shard("m", false, "a", "b").page("m", "5");
        read(new Start.TrimHorizon());
        assertThat(printed).hasSize(5).startsWith("1", "2").endsWith("5");
    }

    @Test
    void childrenThatAppearWhileReadingAreFollowed() throws Exception {
        shards.shard("p", false)
                .page("p", "1")
                .lastPage("p", List.of(ScriptedShards.child("new", "p")), "2");
        shards.page("new", "3");
        read(new Start.TrimHorizon());
        assertThat(printed).containsExactly("1", "2", "3");
    }

    @Test
    void aServiceThatDoesNotNameChildrenIsAskedForItsShards() throws Exception {
        shards.shard("p", true).lastPage("p", List.of(), "1");
        shards.shard("a", false, "p").page("a", "2");
        read(new Start.TrimHorizon());
        assertThat(printed).containsExactly("1", "2");
    }

    @Test
    void latestLeavesClosedShardsOutAndReadsTheirFutureChildrenWhole() throws Exception {
        shards.shard("old", true).page("old", "never");
        shards.shard("a", false, "old").lastPage("a", List.of(ScriptedShards.child("c", "a")), "1");
        read(new Start.Latest());
        assertThat(printed).containsExactly("1");
        assertThat(shards.iterators()).containsExactly("a LATEST", "c TRIM_HORIZON");
    }

    @Test
    void anExpiredIteratorIsReplacedBehindTheLastRecord() throws Exception {
        shards.shard("a", false)
                .page("a", "1", "2")
                .failure("a", ExpiredIteratorException.builder().build())
                .page("a", "3");
        read(new Start.TrimHorizon());
        assertThat(printed).containsExactly("1", "2", "3");
        assertThat(shards.iterators())
                .containsExactly("a TRIM_HORIZON", "a AFTER_SEQUENCE_NUMBER seq-2");
    }

    @Test
    void aLatestIteratorThatExpiredGoesOnFromTheBeginningOfTheCommand() throws Exception {
        shards.shard("a", false)
                .failure("a", ExpiredIteratorException.builder().build())
                .page("a", "1");
        read(new Start.Latest());
        assertThat(printed).containsExactly("1");
        assertThat(shards.iterators()).containsExactly("a LATEST", "a AT_TIMESTAMP");
    }

    @Test
    void throttlingAndARestartAreWaitedOut() throws Exception {
        shards.shard("a", false)
                .failure(
                        "a",
                        ProvisionedThroughputExceededException.builder()
                                .statusCode(400)
                                .awsErrorDetails(
                                        AwsErrorDetails.builder()
                                                .errorCode("ProvisionedThroughputExceededException")
                                                .build())
                                .build())
                .failure("a", SdkClientException.create("no", new IOException("refused")))
                .page("a", "1");
        read(new Start.TrimHorizon());
        assertThat(printed).containsExactly("1");
    }

    @Test
    void aServiceThatStaysAwayIsGivenUp() {
        shards.shard("a", false);
        for (int i = 0; i < 100; i++) {
            shards.failure("a", SdkClientException.create("no", new IOException("refused")));
        }
        assertThatThrownBy(() -> read(new Start.TrimHorizon()))
                .hasCauseInstanceOf(Failure.class)
                .hasMessageContaining("refused");
    }

    @Test
    void aStreamThatIsDeletedEndsTheCommand() {
        shards.shard("a", false)
                .page("a", "1")
                .failure(
                        "a",
                        ResourceNotFoundException.builder()
                                .statusCode(400)
                                .awsErrorDetails(
                                        AwsErrorDetails.builder()
                                                .errorCode("ResourceNotFoundException")
                                                .errorMessage("gone")
                                                .build())
                                .build());
        assertThatThrownBy(() -> read(new Start.TrimHorizon()))
                .hasCauseInstanceOf(Failure.class)
                .hasMessageContaining("gone");
        assertThat(printed).containsExactly("1");
    }
}
