package io.millrace.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.testkit.simulation.Coverage.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plays the simulation: a fixed set of seeds and a fresh one in every build;
/// `-Dmillrace.simulation.runs=N` plays N fresh ones, `-Dmillrace.simulation.seed=S` replays one.
final class EngineSimulationTest {
    private static final int STEPS = 1500;
    private static final int FIXED_SEEDS = 120;

    /// A mutant that gets through so many seeds is not caught.
    private static final int MUTANT_SEEDS = 60;

    @Test
    void noPromiseIsBrokenUnderTheFixedSeeds() throws IOException {
        Coverage coverage = new Coverage();
        for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
            coverage.add(play(seed));
        }

        // It looked everywhere it claims to look.
        assertThat(Event.values())
                .allSatisfy(
                        event -> assertThat(coverage.count(event)).as("%s", event).isPositive());
    }

    @Test
    void noPromiseIsBrokenUnderFreshSeeds() throws IOException {
        Long seed = Long.getLong("millrace.simulation.seed");
        if (seed != null) {
            play(seed);
            return;
        }
        long[] fresh =
                new Random().longs(Integer.getInteger("millrace.simulation.runs", 1)).toArray();
        for (long each : fresh) {
            play(each);
        }
    }

    @Test
    void theSameSeedIsTheSameRun() throws IOException {
        assertThat(play(7).toString()).isEqualTo(play(7).toString());
    }

    @ParameterizedTest
    @EnumSource
    void aFaultyEngineIsCaught(Mutants mutant) {
        assertThat(LongStream.rangeClosed(1, MUTANT_SEEDS).anyMatch(seed -> isCaught(mutant, seed)))
                .isTrue();
    }

    private static boolean isCaught(Mutants mutant, long seed) {
        try {
            new EngineSimulation(seed, STEPS, mutant::disguise).run();
            return false;
        } catch (AssertionError e) {
            assertThatCode(() -> play(seed)).doesNotThrowAnyException();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Coverage play(long seed) throws IOException {
        EngineSimulation simulation = new EngineSimulation(seed, STEPS, UnaryOperator.identity());
        simulation.run();
        return simulation.coverage();
    }
}
