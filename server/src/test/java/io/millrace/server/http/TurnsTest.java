package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/// Turns with an executor, a clock and a timer that do what they are told.
class TurnsTest {
    private static final long MILLI = 1_000_000;

    private record Alarm(long nanos, Runnable task) {}

    private final List<String> ended = new ArrayList<>();
    private final ArrayDeque<Runnable> started = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos));
    private long nanos = 1_000_000 * MILLI;
    private final Turns turns =
            new Turns(
                    1,
                    started::add,
                    () -> nanos,
                    (delay, task) -> alarms.add(new Alarm(nanos + delay, task)));

    @Test
    void whenNothingLightIsAboutAllHeavyWorkIsDoneAtOnce() {
        turns.execute(work("a", 30));
        turns.execute(work("b", 30));
        turns.execute(work("c", 30));
        assertThat(started).hasSize(3);
        runStarted();
        assertThat(ended).containsExactly("a", "b", "c");
        assertThat(alarms).isEmpty();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void besideALightRequestOnePieceWorksAtATime() {
        turns.lightBegan();
        turns.execute(work("a", 30));
        turns.execute(work("b", 30));
        assertThat(started).hasSize(1);
        assertThat(turns.waiting()).isEqualTo(1);
    }

    @Test
    void aLaneRestsThreeTimesAsLongAsItWorked() {
        turns.lightBegan();
        turns.execute(work("a", 30));
        turns.execute(work("b", 10));
        runStarted();
        assertThat(started).isEmpty();
        pass(90 * MILLI - 1);
        assertThat(started).isEmpty();
        pass(1);
        runStarted();
        assertThat(ended).containsExactly("a", "b");
        turns.execute(work("c", 1));
        assertThat(started).isEmpty();
        pass(30 * MILLI);
        assertThat(started).hasSize(1);
    }

    @Test
    void shortPiecesRestTogether() {
        turns.lightBegan();
        for (int i = 0; i < 5; i++) {
            turns.execute(() -> nanos += 150_000);
        }
        runStarted();
        assertThat(turns.waiting()).isEqualTo(2);
        pass(3 * 450_000 - 1);
        assertThat(started).isEmpty();
        pass(1);
        runStarted();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void aLaneDoesNotRestForWorkThatDisturbedNobody() {
        turns.lightBegan();
        turns.execute(work("a", 30));
        turns.execute(work("b", 30));
        turns.lightEnded();
        nanos += 1;
        runStarted();
        assertThat(ended).containsExactly("a", "b");
        assertThat(alarms).isEmpty();
    }

    @Test
    void aLightRequestThatCameAndWentDuringTheWorkWasDisturbed() {
        turns.execute(() -> {
            nanos += 10 * MILLI;
            turns.lightBegan();
            turns.lightEnded();
        });
        runStarted();
        assertThat(alarms).hasSize(1);
    }

    @Test
    void clientsBetweenTwoRequestsAreStillAbout() {
        turns.lightBegan();
        turns.lightEnded();
        nanos += Turns.RECENT_NANOS - 1;
        turns.execute(work("a", 0));
        turns.execute(work("b", 0));
        assertThat(started).hasSize(1);
        nanos += 1;
        turns.execute(work("c", 0));
        assertThat(started).hasSize(3);
    }

    @Test
    void whatEndsSomethingGoesFirst() {
        turns.lightBegan();
        turns.execute(work("a", 0));
        turns.execute(work("b", 0));
        turns.executeFirst(work("end of a", 0));
        runStarted();
        assertThat(ended).containsExactly("a", "end of a", "b");
    }

    @Test
    void workThatFailsGivesItsLaneBack() {
        turns.lightBegan();
        turns.execute(() -> {
            throw new IllegalStateException("broken");
        });
        turns.execute(work("b", 0));
        Runnable broken = started.remove();
        assertThatThrownBy(broken::run).hasMessage("broken");
        runStarted();
        assertThat(ended).containsExactly("b");
    }

    private Runnable work(String name, long millis) {
        return () -> {
            nanos += millis * MILLI;
            ended.add(name);
        };
    }

    private void runStarted() {
        while (!started.isEmpty()) {
            started.remove().run();
        }
    }

    private void pass(long time) {
        nanos += time;
        while (!alarms.isEmpty() && alarms.peek().nanos() <= nanos) {
            alarms.remove().task().run();
        }
    }
}
