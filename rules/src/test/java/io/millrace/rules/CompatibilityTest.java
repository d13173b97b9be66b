package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.model.ServiceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Behaviour list, tests and compatibility page agree. With `-Dmillrace.docs.write=true` the page
/// is written anew.
class CompatibilityTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");
    private static final String MARK =
            "<!-- the rest of this page is made by CompatibilityTest -->\n";
    private static final int FEWEST_ROWS = 100;

    @Test
    void everyBehaviourHasATest() throws IOException {
        Proofs proofs = Proofs.find();
        List<BehaviourRow> rows = BehaviourRow.all();
        List<BehaviourRow> unproven = new ArrayList<>();
        int planned = 0;
        for (BehaviourRow row : rows) {
            if (row.planned()) {
                planned++;
            } else if (proofs.of(row.id()).isEmpty()) {
                unproven.add(row);
            }
        }
        unproven.forEach(row -> System.out.println("behaviour without a test: " + row));
        System.out.printf(
                "behaviour: %d rows, %d planned, %d without a test%n",
                rows.size(), planned, unproven.size());
        assertThat(unproven).isEmpty();
        assertThat(rows.size()).isGreaterThan(FEWEST_ROWS);
    }

    @Test
    void everyMarkNamesARow() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (BehaviourRow row : BehaviourRow.all()) {
            assertThat(ids.add(row.id())).as("%s stands twice", row.id()).isTrue();
        }
        assertThat(ids).containsAll(Proofs.find().byId().keySet());
    }

    @Test
    void whatHasATestIsNotPlannedAnyMore() throws IOException {
        Proofs proofs = Proofs.find();
        assertThat(BehaviourRow.all())
                .filteredOn(BehaviourRow::planned)
                .allSatisfy(row -> assertThat(proofs.of(row.id())).as(row.id()).isEmpty());
    }

    @Test
    void rowsNameOperationsOfTheModel() throws IOException {
        Set<String> known = ServiceModel.kinesis().operations().keySet();
        for (BehaviourRow row : BehaviourRow.all()) {
            if (!row.operations().equals("*")) {
                assertThat(known).as(row.id()).contains(row.operations().split(",", -1));
            }
            assertThat(row.millrace())
                    .as(row.id())
                    .matches("(same|stronger|ours|as|differs|planned)\\b.*");
            assertThat(row.source()).as(row.id()).matches("[AMDCE?]");
        }
    }

    @Test
    void thePageShowsModelBehaviourAndTests() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String made = new CompatibilityPage(BehaviourRow.all(), Proofs.find()).markdown();
        String expected = page.substring(0, page.indexOf(MARK)) + MARK + made;
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run with -Dmillrace.docs.write=true to write it anew")
                .isEqualTo(expected);
    }
}
