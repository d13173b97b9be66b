package io.millrace.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys that lie side by side: from `low` on, up to but without `high`; without end if that is
/// null. Nobody writes to the arrays.
final class Span {
    private final byte[] low;
    private final byte @Nullable [] high;

    Span(byte[] low, byte @Nullable [] high) {
        this.low = low;
        this.high = high;
    }

    /// All keys that begin with some bytes.
    static Span of(byte[] prefix) {
        return new Span(prefix, behind(prefix));
    }

    /// The first bytes behind all that begin with `prefix`; null if there are none.
    static byte @Nullable [] behind(byte[] prefix) {
        for (int length = prefix.length; length > 0; length--) {
            if (prefix[length - 1] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, length);
                next[length - 1]++;
                return next;
            }
        }
        return null;
    }

    boolean holds(byte[] key) {
        return Arrays.compareUnsigned(low, key) <= 0
                && (high == null || Arrays.compareUnsigned(key, high) < 0);
    }

    /// The elements of a tree that lie in it and behind a key.
    ///
    /// @param after null for all
    /// @param forward whether keys rise
    <E extends Keyed> Tree.Cursor<E> in(Tree<E> tree, byte @Nullable [] after, boolean forward) {
        if (after != null) {
            return forward ? tree.ascending(after, false) : tree.descending(after, false);
        }
        if (forward) {
            return tree.ascending(low, true);
        }
        return high == null ? tree.backwards() : tree.descending(high, false);
    }
}
