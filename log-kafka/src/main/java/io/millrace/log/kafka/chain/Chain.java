package io.millrace.log.kafka.chain;

import org.jspecify.annotations.Nullable;

/// Judges the records of one partition, one after the other: does a record count?
///
/// A record at offset `o` counts if it was sent to land there, and either begins a window or
/// follows a record of its own window that counts:
///
/// ```
/// counts(o)  <=>  offset(o) = o  and  ( base(o) = o
///                 or ( counts(o-1) and claim(o-1) = claim(o) and base(o-1) = base(o) ) )
/// ```
///
/// So whoever wrote a record that counts knew everything before its window, and no foreign record
/// stands within it: nothing that counts follows a SEAL, or a CLAIM its writer has not seen. That
/// `offset(o) = o` alone is not enough shows the model in the tests.
///
/// Not safe for use by many threads.
public final class Chain {
    private static final long NONE = -1;

    private long next;
    private long claim;
    private long base;

    private Chain(long next, long claim, long base) {
        this.next = next;
        this.claim = claim;
        this.base = base;
    }

    /// What has to be known of a record that counts in order to judge the next one.
    ///
    /// @param offset of the record
    /// @param claim of its stamp
    /// @param base of its stamp
    public record Link(long offset, long claim, long base) {}

    /// Judges from an offset on without knowing what stands before it. Right for every record whose
    /// base is at or behind that offset: see {@link #startFor}.
    public static Chain from(long offset) {
        return new Chain(offset, 0, NONE);
    }

    /// Goes on behind a record that counts.
    public static Chain behind(Link last) {
        return new Chain(last.offset() + 1, last.claim(), last.base());
    }

    /// Where to begin in order to judge a record rightly: at the begin of its window, which is at
    /// most one batch before it.
    public static long startFor(Stamp stamp) {
        return Math.min(stamp.base(), stamp.offset());
    }

    /// Judges the next record.
    ///
    /// @param offset not smaller than those before; what is left out was deleted by Kafka
    /// @param stamp null if the record has none
    /// @return whether it counts
    public boolean counts(long offset, @Nullable Stamp stamp) {
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " behind " + (next - 1));
        }
        boolean adjacent = offset == next;
        next = offset + 1;
        boolean linked =
                adjacent && stamp != null && stamp.claim() == claim && stamp.base() == base;
        if (stamp == null || stamp.offset() != offset || (stamp.base() != offset && !linked)) {
            base = NONE;
            return false;
        }
        claim = stamp.claim();
        base = stamp.base();
        return true;
    }

    /// The record judged last, if it counts; null if it does not, or none was judged.
    public @Nullable Link last() {
        return base == NONE ? null : new Link(next - 1, claim, base);
    }
}
