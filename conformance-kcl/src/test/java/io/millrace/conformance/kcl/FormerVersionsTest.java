package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The versions of KCL before, unmodified: a shorter run of each, with a server of its own.
@Execution(ExecutionMode.CONCURRENT)
class FormerVersionsTest {
    @ParameterizedTest
    @EnumSource(names = {"KCL_2", "KCL_1"})
    void aFormerVersionProcessesInOrderWhileShardsAndWorkersComeAndGo(
            Library library, @TempDir Path directory) throws Exception {
        try (Scenario scenario = new Scenario(directory, 2)) {
            scenario.produce();
            scenario.add("former", false);
            scenario.begin(library, "one");
            scenario.join(library, "two");
            scenario.split();
            scenario.merge();
            scenario.awaitProgress();
            scenario.kill(library, "one", "two");
            scenario.awaitProgress();
            scenario.finish();
            assertThat(scenario.busyWorkers("former")).containsExactly("one", "two");
            scenario.calls().verify(library.directory(), library.title() + ", polling");
        }
    }

    /// Version 3.4 keeps its state in three tables, 3.5 in one.
    @Test
    void anApplicationIsUpgradedInPlace(@TempDir Path directory) throws Exception {
        try (Scenario scenario = new Scenario(directory, 2)) {
            scenario.produce();
            scenario.add("upgraded", false);
            scenario.begin(Library.KCL_3_BEFORE, "before");
            scenario.join(Library.KCL_3, "after");
            scenario.split();
            scenario.stop("before");
            scenario.awaitProgress();
            scenario.finish();
            assertThat(scenario.busyWorkers("upgraded")).containsExactly("after", "before");
            scenario.calls()
                    .verify(
                            Library.KCL_3_BEFORE.directory(),
                            Library.KCL_3_BEFORE.title()
                                    + " upgraded to "
                                    + Library.KCL_3.title()
                                    + ", polling");
        }
    }
}
