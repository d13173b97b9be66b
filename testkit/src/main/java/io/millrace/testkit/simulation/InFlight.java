package io.millrace.testkit.simulation;

import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Claim;
import io.millrace.log.LogClosedException;
import io.millrace.log.LogFullException;
import io.millrace.log.Seal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// An operation that was sent to the engine and is not yet answered.
sealed interface InFlight {
    CompletableFuture<?> future();

    /// Shards it concerns.
    List<ShardHistory> shards();

    /// Whether it is an append that lets others pass.
    default boolean isLarge() {
        return false;
    }

    /// Checks the answer against the history, and enters it there.
    ///
    /// @param group number of the group that carried it
    void settle(EngineHistory history, long group);

    /// What an answered future holds; null if it failed as it may when the log ends or is full.
    static <T> @Nullable T answer(CompletableFuture<T> future, boolean mayBeFull) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            boolean closed = e.getCause() instanceof LogClosedException;
            boolean full = mayBeFull && e.getCause() instanceof LogFullException;
            if (!closed && !full) {
                throw new Broken("an operation failed", e.getCause());
            }
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Claiming(ShardHistory shard, int claim, CompletableFuture<Claim> future)
            implements InFlight {
        @Override
        public List<ShardHistory> shards() {
            return List.of(shard);
        }

        @Override
        public void settle(EngineHistory history, long group) {
            Claim answer = answer(future, false);
            if (answer != null) {
                Broken.unless(
                        shard.isDropped() || answer.nextPosition() >= shard.nextPosition(),
                        shard.ref() + ": claimed as " + answer + " behind " + shard.nextPosition());
                shard.claimed(answer.writer(), claim);
            }
        }
    }

    /// One batch of a call.
    record Part(ShardHistory shard, long firstId, int count, Outcome expected) {}

    record Appending(
            List<Part> parts, boolean isLarge, CompletableFuture<List<AppendResult>> future)
            implements InFlight {
        @Override
        public List<ShardHistory> shards() {
            return parts.stream().map(Part::shard).toList();
        }

        @Override
        public void settle(EngineHistory history, long group) {
            List<AppendResult> answers = answer(future, false);
            for (int i = 0; answers != null && i < parts.size(); i++) {
                settle(parts.get(i), answers.get(i), history, group);
            }
        }

        private static void settle(
                Part part, AppendResult answer, EngineHistory history, long group) {
            if (part.shard().isDropped()) {
                return;
            }
            boolean full = answer.outcome() == Outcome.FULL && history.isRoomShort();
            // A seal may have been refused for want of room, and so what followed was stored.
            boolean unsealed =
                    answer.outcome() == Outcome.STORED
                            && part.expected() == Outcome.SEALED
                            && history.isRoomShort();
            Broken.unless(
                    full || unsealed || answer.outcome() == part.expected(),
                    part.shard().ref() + ": " + answer + " instead of " + part.expected());
            history.coverage().met(answer.outcome());
            if (answer.outcome() == Outcome.STORED) {
                Broken.unless(
                        answer.epoch() == history.epoch(),
                        part.shard().ref() + ": " + answer + " in epoch " + history.epoch());
                history.carried();
                if (history.isShown(part)) {
                    part.shard().requireShown(answer, part.firstId());
                } else {
                    part.shard().stored(answer, part.firstId(), part.count(), group);
                }
            }
        }
    }

    record Sealing(ShardHistory shard, Outcome expected, CompletableFuture<Seal> future)
            implements InFlight {
        @Override
        public List<ShardHistory> shards() {
            return List.of(shard);
        }

        @Override
        public void settle(EngineHistory history, long group) {
            Seal answer = answer(future, history.isRoomShort());
            if (answer == null || shard.isDropped()) {
                return;
            }
            // A shard that is sealed already answers with its seal.
            Outcome wanted = expected == Outcome.SEALED ? Outcome.STORED : expected;
            Broken.unless(
                    answer.outcome() == wanted, shard.ref() + ": " + answer + ", not " + wanted);
            if (wanted == Outcome.STORED) {
                if (!shard.isSealed()) {
                    history.carried();
                }
                shard.sealed(answer, group);
            }
        }
    }

    record Commanding(String command, CompletableFuture<Long> future) implements InFlight {
        @Override
        public List<ShardHistory> shards() {
            return List.of();
        }

        @Override
        public void settle(EngineHistory history, long group) {
            Long answer = answer(future, history.isRoomShort());
            if (answer != null) {
                history.commanded(command, answer, group);
            }
        }
    }
}
