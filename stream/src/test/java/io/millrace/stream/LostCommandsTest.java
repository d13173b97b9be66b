package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An operator who accepts a loss may get less, but never one stream's records under the name of
/// another.
class LostCommandsTest {
    private static final int FILE_BYTES = 64 << 10;
    private static final LocalLogConfig CONFIG =
            LocalLogConfig.defaults()
                    .withJournal(16 * FILE_BYTES, FILE_BYTES, FILE_BYTES)
                    .withMinFreeBytes(0);
    private static final String JOURNAL = "journal/0000000000000001.journal";

    private final MemoryStorage storage = new MemoryStorage(64 << 20);

    private LocalLog open(boolean acceptLoss) throws IOException {
        return LocalLog.open(
                CONFIG.withAcceptLoss(acceptLoss),
                storage,
                new Surroundings(
                        InstantSource.system(), System::nanoTime, new Random(7), fault -> {}));
    }

    private static StreamEngine start(LocalLog log) {
        EngineThreads.start(log);
        return StreamNode.start(
                        log,
                        StreamConfig.DEFAULT,
                        InstantSource.system(),
                        System::nanoTime,
                        new Random(5))
                .engine();
    }

    private static StreamKey createAndPut(StreamEngine engine, String name, String text) {
        StreamKey key = World.key(name);
        engine.createStream(new NewStream(key, 1, null, null));
        engine.putRecord(key, World.entry("k", text), null).join();
        return key;
    }

    private static List<String> read(StreamEngine engine, StreamKey key) {
        String iterator =
                engine.shardIterator(
                        new IteratorQuery(key, "0", IteratorType.TRIM_HORIZON, null, null));
        return World.texts(engine.getRecords(World.ACCOUNT, World.REGION, iterator, 100));
    }

    /// Flips a bit in the first frame that holds a text: the one that creates the stream so named.
    private void damage(String text) throws IOException {
        try (StoredFile file = storage.open(JOURNAL, true)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            int at =
                    new String(bytes.array(), StandardCharsets.ISO_8859_1)
                            .indexOf(text, FILE_BYTES / 16);
            file.write(at, ByteBuffer.wrap(new byte[] {(byte) (bytes.get(at) ^ 1)}));
        }
    }

    @Test
    void aStreamWhoseCreationIsLostIsNotTakenForTheNextOne() throws IOException {
        try (LocalLog log = open(false)) {
            StreamEngine engine = start(log);
            createAndPut(engine, "kept", "of kept");
            createAndPut(engine, "lost", "of lost");
            createAndPut(engine, "behind", "of behind");
        }
        damage("lost");
        assertThatThrownBy(() -> open(false)).isInstanceOf(CorruptLogException.class);
        try (LocalLog log = open(true)) {
            StreamEngine engine = start(log);
            assertThat(engine.listStreams(World.ACCOUNT, World.REGION, null, 10).streams())
                    .extracting(stream -> stream.key().name())
                    .containsExactly("kept");
            assertThat(read(engine, World.key("kept"))).containsExactly("of kept");
            StreamKey next = createAndPut(engine, "next", "of next");
            assertThat(read(engine, next)).containsExactly("of next");
        }
        try (LocalLog log = open(false)) {
            StreamEngine engine = start(log);
            assertThat(read(engine, World.key("next"))).containsExactly("of next");
        }
    }
}
