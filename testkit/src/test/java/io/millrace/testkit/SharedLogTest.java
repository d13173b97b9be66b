package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.CommandLog;
import io.millrace.log.LogEngine;
import io.millrace.log.SharedLog;
import io.millrace.log.StateMachine;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.MemoryStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Several machines on one command log, over both back ends.
class SharedLogTest {
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    /// Remembers its commands, which are a number and a text.
    private static final class Words implements StateMachine<String> {
        final List<String> all = new ArrayList<>();

        @Override
        public String apply(long index, ByteBuffer command) {
            command.get();
            all.add(StandardCharsets.UTF_8.decode(command).toString());
            return all.getLast() + " at " + index;
        }

        @Override
        public void snapshot(OutputStream target) throws IOException {
            DataOutputStream out = new DataOutputStream(target);
            out.writeInt(all.size());
            for (String word : all) {
                out.writeUTF(word);
            }
            out.flush();
        }

        @Override
        public void restore(InputStream snapshot) throws IOException {
            DataInputStream in = new DataInputStream(snapshot);
            all.clear();
            for (int left = in.readInt(); left > 0; left--) {
                all.add(in.readUTF());
            }
        }
    }

    /// Two machines on a log.
    private static final class Pair {
        final Words first = new Words();
        final Words second = new Words();
        final CommandLog<String> toFirst;
        final CommandLog<String> toSecond;

        Pair(LogEngine engine) {
            SharedLog shared = new SharedLog(engine);
            toFirst = shared.join(FIRST, first);
            toSecond = shared.join(SECOND, second);
            shared.start();
        }
    }

    private static byte[] command(int machine, String text) {
        byte[] bytes = (" " + text).getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) machine;
        return bytes;
    }

    private static String propose(CommandLog<String> log, int machine, String text) {
        return log.propose(command(machine, text)).join();
    }

    private static LogEngine local(MemoryStorage storage) throws IOException {
        LocalLogConfig config =
                LocalLogConfig.defaults()
                        .withJournal(16 << 20, 4 << 20, 4 << 20)
                        .withMinFreeBytes(0)
                        .withSnapshotMinBytes(0);
        Surroundings outside =
                new Surroundings(
                        new VirtualClock(),
                        System::nanoTime,
                        new Random(7),
                        Throwable::printStackTrace);
        return LocalLog.open(config, storage, outside);
    }

    private static void run(LogEngine engine) {
        if (engine instanceof LocalLog log) {
            EngineThreads.start(log);
        }
    }

    @Test
    void eachMachineGetsTheCommandsOfItsNumberAndAnswersThem() {
        Pair pair = new Pair(SimulatedLog.immediate(new VirtualClock()));

        assertThat(propose(pair.toFirst, FIRST, "a")).isEqualTo("a at 1");
        assertThat(propose(pair.toSecond, SECOND, "b")).isEqualTo("b at 2");
        assertThat(propose(pair.toFirst, FIRST, "c")).isEqualTo("c at 3");

        assertThat(pair.first.all).containsExactly("a", "c");
        assertThat(pair.second.all).containsExactly("b");
    }

    @Test
    void aCommandForAnotherMachineIsNotTaken() {
        Pair pair = new Pair(SimulatedLog.immediate(new VirtualClock()));

        assertThatThrownBy(() -> propose(pair.toFirst, SECOND, "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(pair.second.all).isEmpty();
    }

    @Test
    void aRestartOverTheSimulatedBackEndBringsBothBack() {
        SimulatedLog log = SimulatedLog.immediate(new VirtualClock());
        Pair pair = new Pair(log);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 40; i++) {
                String text = round + "." + i;
                propose(pair.toFirst, FIRST, text);
                propose(pair.toSecond, SECOND, text + "x".repeat(i * i));
            }
            Pair before = pair;
            log = log.restart();
            pair = new Pair(log);
            assertThat(pair.first.all).isEqualTo(before.first.all);
            assertThat(pair.second.all).isEqualTo(before.second.all);
        }
    }

    @Test
    void aRestartOverTheLocalBackEndBringsBothBack() throws IOException {
        MemoryStorage storage = new MemoryStorage(100 << 20);
        List<String> proposed = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            try (LogEngine engine = local(storage)) {
                Pair pair = new Pair(engine);
                run(engine);
                assertThat(pair.first.all).isEqualTo(proposed);
                assertThat(pair.second.all).isEqualTo(proposed);
                for (int i = 0; i < 40; i++) {
                    // Large ones, so that a section takes several pieces.
                    String text = round + "." + i + "y".repeat(i * 30);
                    proposed.add(text);
                    propose(pair.toFirst, FIRST, text);
                    propose(pair.toSecond, SECOND, text);
                }
            }
        }
    }

    @Test
    void aLogThatTheFirstMachineHadToItselfIsReadOn() throws IOException {
        MemoryStorage storage = new MemoryStorage(100 << 20);
        Words alone = new Words();
        try (LogEngine engine = local(storage)) {
            CommandLog<String> commands = engine.start(alone);
            run(engine);
            for (int i = 0; i < 100; i++) {
                propose(commands, FIRST, "old" + i);
            }
        }

        try (LogEngine engine = local(storage)) {
            Pair pair = new Pair(engine);
            run(engine);
            assertThat(pair.first.all).isEqualTo(alone.all).hasSize(100);
            assertThat(pair.second.all).isEmpty();
            propose(pair.toSecond, SECOND, "new");
        }

        try (LogEngine engine = local(storage)) {
            Pair pair = new Pair(engine);
            run(engine);
            assertThat(pair.first.all).isEqualTo(alone.all);
            assertThat(pair.second.all).containsExactly("new");
        }
    }

    @Test
    void aLogWithAMachineThatIsNotKnownDoesNotStart() {
        SimulatedLog log = SimulatedLog.immediate(new VirtualClock());
        Pair pair = new Pair(log);
        propose(pair.toSecond, SECOND, "b");
        propose(pair.toSecond, SECOND, "c");
        SimulatedLog next = log.restart();

        SharedLog shared = new SharedLog(next);
        shared.join(FIRST, new Words());

        assertThatThrownBy(shared::start).hasStackTraceContaining("machine 2");
    }

    @Test
    void numbersAreGivenOnceAndBeforeTheStart() {
        SharedLog shared = new SharedLog(SimulatedLog.immediate(new VirtualClock()));
        shared.join(FIRST, new Words());
        assertThatThrownBy(() -> shared.join(FIRST, new Words()))
                .isInstanceOf(IllegalArgumentException.class);
        shared.start();
        assertThatThrownBy(() -> shared.join(SECOND, new Words()))
                .isInstanceOf(IllegalStateException.class);
    }
}
