package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What would be refused is refused without being done, and what would not leaves no trace.
final class DryRunTest {
    private final World world = World.immediate();
    private final StreamKey key = world.create("s", 1);

    @Test
    @Behaviour("K-213")
    void putsAndReadsThatWouldSucceedLeaveNoTrace() {
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        StreamStats before = world.engine.stats();
        world.engine.checkPut(key, World.entry("k", "v"), null);
        world.engine.checkPut(key, List.of(World.entry("k", "v"), World.entry("l", "w")));
        assertThat(world.engine.checkRead(World.ACCOUNT, World.REGION, iterator)).isEqualTo(key);
        assertThat(world.engine.stats()).isEqualTo(before);
        assertThat(world.all(key, "0")).isEmpty();
    }

    @Test
    @Behaviour("K-214")
    void whatAPutChecksItsDryRunChecks() {
        PutEntry large = World.sized("k", (1 << 20) + 1);
        assertThatThrownBy(() -> world.engine.checkPut(key, large, null))
                .hasMessageContaining("Value at 'data'");
        assertThatThrownBy(() -> world.engine.checkPut(key, List.of(World.entry("k", "v"), large)))
                .hasMessageContaining("Value at 'records.2.member.data'");
        assertThatThrownBy(() -> world.engine.checkPut(key, World.entry("k", "v"), "9".repeat(57)))
                .hasMessageContaining("ExclusiveMinimumSequenceNumber");
        assertThatThrownBy(
                        () -> world.engine.checkPut(World.key("no"), World.entry("k", "v"), null))
                .hasMessageContaining("Stream no under account");
    }

    @Test
    @Behaviour("K-214")
    void whatAReadChecksItsDryRunChecks() {
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        assertThatThrownBy(() -> world.engine.checkRead(World.ACCOUNT, World.REGION, "x"))
                .hasMessage("Invalid ShardIterator.");
        world.advance(Duration.ofSeconds(301));
        assertThatThrownBy(() -> world.engine.checkRead(World.ACCOUNT, World.REGION, iterator))
                .hasMessageStartingWith("Iterator expired.");
        String fresh = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        world.engine.deleteStream(key, false);
        assertThatThrownBy(() -> world.engine.checkRead(World.ACCOUNT, World.REGION, fresh))
                .hasMessageEndingWith("does not exist");
    }
}
