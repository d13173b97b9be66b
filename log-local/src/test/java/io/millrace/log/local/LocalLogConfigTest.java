package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.ShardRef;
import io.millrace.log.local.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalLogConfigTest {
    @Test
    void defaultsAreWhatTheDocumentationSays() {
        LocalLogConfig config = LocalLogConfig.defaults();
        assertThat(config.journalBytes()).isEqualTo(1L << 30);
        assertThat(config.journalFileBytes()).isEqualTo(16 << 20);
        assertThat(config.minFreeBytes()).isEqualTo(2 * config.journalBytes());
        assertThat(config.acceptLoss()).isFalse();
        assertThat(LocalLog.maxEntryBytes(config)).isGreaterThan(Batch.MAX_BYTES);
    }

    @Test
    void refusesWhatCannotWorkAndSaysWhy() {
        LocalLogConfig config = LocalLogConfig.defaults();
        assertThatThrownBy(() -> config.withJournal(1 << 20, 16 << 20, 16 << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("journal-bytes = 1048576");
        assertThatThrownBy(() -> config.withJournal(1 << 30, 100_000, 16 << 20))
                .hasMessageContaining("multiple of 4096");
        assertThatThrownBy(() -> config.withJournal(1 << 30, 16 << 20, 1 << 20))
                .hasMessageContaining("flush-unit-bytes");
        assertThatThrownBy(() -> LocalLogConfig.inMemory(1 << 20))
                .hasMessageContaining("memory = 1048576");
    }

    @Test
    void aLogInMemoryRefusesDataWhenItsCapIsReached() throws IOException {
        long cap = 80L << 20;
        try (LogRig rig =
                new LogRig(
                        Path.of("nowhere"),
                        new MemoryStorage(cap),
                        LocalLogConfig.inMemory(cap),
                        1_000)) {
            ShardRef shard = new ShardRef(1, 0);
            String value = LogRig.value(0, 1 << 20);
            int stored = 0;
            Outcome outcome = Outcome.STORED;
            while (outcome == Outcome.STORED && stored < 100_000) {
                // One letter would compress away; the bytes of the batch stay distinct enough.
                outcome = rig.append(shard, noise(stored, value.length())).outcome();
                rig.pass(10);
                stored++;
            }
            assertThat(outcome).isEqualTo(Outcome.FULL);
            assertThat(stored).isGreaterThan(20);
            assertThat(rig.settled(rig.commands.propose(new byte[10]))).isEqualTo(1);
            assertThat(rig.readAll(shard)).hasSize(stored - 1);
        }
    }

    private static String noise(int seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('A' + random.nextInt(26)));
        }
        return text.toString();
    }
}
