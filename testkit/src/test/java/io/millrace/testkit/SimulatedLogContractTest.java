package io.millrace.testkit;

import io.millrace.log.LogEngine;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

final class SimulatedLogContractTest {
    private static final class Restarting implements BackEnd {
        private @Nullable SimulatedLog last;

        @Override
        public LogEngine open(InstantSource clock) {
            last = last == null ? SimulatedLog.immediate(clock) : last.restart();
            return last;
        }
    }

    @Nested
    final class Writes extends ShardLogContract {
        @Override
        protected BackEnd backEnd() {
            return new Restarting();
        }
    }

    @Nested
    final class Reads extends ShardReadContract {
        @Override
        protected BackEnd backEnd() {
            return new Restarting();
        }
    }

    @Nested
    final class Commands extends CommandLogContract {
        @Override
        protected BackEnd backEnd() {
            return new Restarting();
        }
    }

    @Nested
    final class Threads extends ConcurrencyContract {
        @Override
        protected BackEnd backEnd() {
            return new Restarting();
        }
    }
}
