package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private static PutTotals totals() {
        PutTotals totals = new PutTotals();
        for (int i = 0; i < 2000; i++) {
            totals.countStored(1000);
        }
        return totals;
    }

    @Test
    void aKnownEndMakesABar() {
        assertThat(new ProgressLine(4000).running(totals(), 2000, 2 * SECOND))
                .isEqualTo("[############............]  50%  2,000 records  1,000 rec/s, 1.0 MB/s");
    }

    @Test
    void anUnknownEndMakesRatesOnly() {
        assertThat(new ProgressLine(ProgressLine.UNKNOWN).running(totals(), 2000, SECOND))
                .isEqualTo("2,000 records  2,000 rec/s, 2.0 MB/s");
    }

    @Test
    void theSummaryTellsWhatWentWrongAndNothingElse() {
        PutTotals totals = totals();
        assertThat(ProgressLine.summary(totals, 0, SECOND))
                .isEqualTo("2,000 records, 2,000,000 bytes in 1.0 s (2,000 rec/s, 2.0 MB/s)");
        totals.countTooLong();
        totals.countRefused(3);
        assertThat(ProgressLine.summary(totals, 0, SECOND))
                .endsWith("; 3 sent again; 1 left out as too long");
    }
}
