package io.millrace.log.kafka.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final long A = 0xa;
    private static final long B = 0xb;

    private static Stamp data(long claim, long base, long offset) {
        return new Stamp(Kind.DATA, 1, claim, base, offset);
    }

    @Test
    void aWindowCountsWhileItLandsWhereItWasSentTo() {
        Chain chain = Chain.from(5);
        assertThat(chain.counts(5, data(A, 5, 5))).isTrue();
        assertThat(chain.counts(6, data(A, 5, 6))).isTrue();
        assertThat(chain.counts(7, data(A, 7, 7))).isTrue();
        assertThat(chain.last()).isEqualTo(new Chain.Link(7, A, 7));
    }

    @Test
    void whatLandsElsewhereDoesNotCountNorWhatFollowsInItsWindow() {
        Chain chain = Chain.from(5);
        assertThat(chain.counts(5, data(B, 5, 5))).isTrue();
        assertThat(chain.counts(6, data(A, 5, 5))).isFalse();
        assertThat(chain.counts(7, data(A, 5, 6))).isFalse();
        assertThat(chain.last()).isNull();
    }

    /// The trap: a record was lost, a foreign one took its place, and the next lands where it
    /// should.
    @Test
    void aRecordInItsPlaceBehindAForeignOneDoesNotCount() {
        Chain chain = Chain.from(5);
        assertThat(chain.counts(5, data(A, 5, 5))).isTrue();
        assertThat(chain.counts(6, new Stamp(Kind.SEAL, 2, B, 6, 6))).isTrue();
        assertThat(chain.counts(7, data(A, 5, 7))).isFalse();
    }

    @Test
    void foreignRecordsAndHolesBreakAWindow() {
        Chain foreign = Chain.from(5);
        assertThat(foreign.counts(5, data(A, 5, 5))).isTrue();
        assertThat(foreign.counts(6, null)).isFalse();
        assertThat(foreign.counts(7, data(A, 5, 7))).isFalse();
        Chain hole = Chain.from(5);
        assertThat(hole.counts(5, data(A, 5, 5))).isTrue();
        assertThat(hole.counts(7, data(A, 5, 7))).isFalse();
        assertThat(hole.counts(9, data(A, 9, 9))).isTrue();
    }

    @Test
    void twoWindowsOfOneClaimAreNotOne() {
        Chain chain = Chain.from(5);
        assertThat(chain.counts(5, data(A, 5, 5))).isTrue();
        assertThat(chain.counts(6, data(A, 4, 6))).isFalse();
    }

    @Test
    void itGoesOnFromALink() {
        Chain whole = Chain.from(5);
        whole.counts(5, data(A, 5, 5));
        Chain.Link link = Objects.requireNonNull(whole.last());
        assertThat(Chain.behind(link).counts(6, data(A, 5, 6))).isTrue();
        assertThat(Chain.from(6).counts(6, data(A, 5, 6))).isFalse();
        assertThat(Chain.startFor(data(A, 5, 6))).isEqualTo(5);
    }

    @Test
    void itDoesNotGoBack() {
        Chain chain = Chain.from(5);
        assertThatIllegalArgumentException().isThrownBy(() -> chain.counts(4, data(A, 4, 4)));
    }
}
