package io.millrace.testkit.simulation;

import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Bounds;
import io.millrace.log.Entry;
import io.millrace.log.Seal;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one shard's log must hold: every entry that was acknowledged or found after a restart.
final class ShardHistory {
    /// @param group number of the group that carried it, as far as that is known
    record Item(long position, long timeMillis, int epoch, long id, long group) {
        boolean isSameAs(Item other) {
            return position == other.position
                    && timeMillis == other.timeMillis
                    && epoch == other.epoch
                    && id == other.id;
        }
    }

    /// A writer and which claim of this life it came from.
    record Owner(Writer writer, int claim) {}

    private static final int ALL = 1 << 30;

    private final ShardRef ref;
    private final List<Item> items = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();
    private int claims;
    private boolean sealSent;
    private boolean sealed;
    private @Nullable Seal seal;
    private boolean dropped;
    private long sealGroup = Long.MAX_VALUE;

    ShardHistory(ShardRef ref) {
        this.ref = ref;
    }

    ShardRef ref() {
        return ref;
    }

    List<Item> items() {
        return items;
    }

    List<Owner> owners() {
        return owners;
    }

    boolean isDropped() {
        return dropped;
    }

    boolean isSealSent() {
        return sealSent;
    }

    void drop() {
        dropped = true;
    }

    /// A claim was sent.
    ///
    /// @return its number in this life
    int claimSent() {
        return ++claims;
    }

    void claimed(Writer writer, int claim) {
        owners.add(new Owner(writer, claim));
    }

    /// What must become of an append or seal sent now.
    Outcome expected(Owner owner) {
        if (owner.claim() != claims) {
            return Outcome.FENCED;
        }
        return sealSent ? Outcome.SEALED : Outcome.STORED;
    }

    void sealSent() {
        sealSent = true;
    }

    /// A seal was acknowledged.
    void sealed(Seal acknowledged, long group) {
        Broken.unless(
                acknowledged.endPosition() == nextPosition(),
                ref + ": sealed at " + acknowledged + " behind position " + nextPosition());
        Broken.unless(
                seal == null || seal.equals(acknowledged),
                ref + ": sealed again as " + acknowledged + " after " + seal);
        Broken.unless(
                items.isEmpty() || acknowledged.timeMillis() >= items.getLast().timeMillis(),
                ref + ": " + acknowledged + " is before the last entry");
        seal = acknowledged;
        sealed = true;
        sealGroup = Math.min(sealGroup, group);
    }

    /// A seal was found after a restart that had not been acknowledged.
    void sealFound(long group) {
        sealed = true;
        sealGroup = group;
    }

    boolean isSealed() {
        return sealed;
    }

    long sealGroup() {
        return sealGroup;
    }

    /// A batch was acknowledged.
    void stored(AppendResult result, long firstId, int count, long group) {
        Broken.unless(result.stored() == count, ref + ": " + result + " for " + count);
        Broken.unless(!sealed, ref + ": stored " + result + " behind " + seal);
        for (int i = 0; i < count; i++) {
            add(
                    new Item(
                            result.firstPosition() + i,
                            result.timeMillis(),
                            result.epoch(),
                            firstId + i,
                            group));
        }
    }

    /// A batch was acknowledged that had been shown before.
    void requireShown(AppendResult result, long firstId) {
        Item first =
                new Item(result.firstPosition(), result.timeMillis(), result.epoch(), firstId, 0);
        Broken.unless(
                items.stream().anyMatch(item -> item.isSameAs(first)),
                ref + ": acknowledged as " + result + ", shown elsewhere");
    }

    /// Takes an entry into the history; the promises about order are checked here.
    void add(Item item) {
        if (!items.isEmpty()) {
            Item last = items.getLast();
            Broken.unless(
                    item.position() > last.position()
                            && item.timeMillis() >= last.timeMillis()
                            && item.epoch() >= last.epoch(),
                    ref + ": " + item + " goes back behind " + last);
        }
        items.add(item);
    }

    long nextPosition() {
        return items.isEmpty() ? 1 : items.getLast().position() + 1;
    }

    /// Reads the log through and compares. Entries behind the history are returned, not checked.
    ///
    /// @param trimmedBefore entries older than this may be gone
    List<Entry> compare(ShardLogs shards, long trimmedBefore) {
        List<Entry> found = readAll(shards, ref);
        int at = 0;
        for (Item item : items) {
            boolean gone = at == found.size() || found.get(at).position() > item.position();
            if (gone) {
                Broken.unless(
                        item.timeMillis() < trimmedBefore,
                        ref + ": lost " + item + ", trimmed before " + trimmedBefore);
            } else {
                requireSame(item, found.get(at++));
            }
        }
        return found.subList(at, found.size());
    }

    private void requireSame(Item item, Entry entry) {
        Broken.unless(
                entry.position() == item.position()
                        && entry.timeMillis() == item.timeMillis()
                        && entry.epoch() == item.epoch()
                        && Payload.idOf(entry) == item.id()
                        && Payload.isWhole(entry),
                ref + ": read " + describe(entry) + " instead of " + item);
    }

    static String describe(Entry entry) {
        return "entry "
                + Payload.idOf(entry)
                + " at "
                + entry.position()
                + " time "
                + entry.timeMillis()
                + " epoch "
                + entry.epoch()
                + (Payload.isWhole(entry) ? "" : " with wrong bytes");
    }

    static List<Entry> readAll(ShardLogs shards, ShardRef ref) {
        List<Entry> all = new ArrayList<>();
        long from = 1;
        while (true) {
            Slice slice = shards.read(ref, from, 500, ALL);
            Broken.unless(
                    slice.nextPosition() >= from,
                    ref + ": reading on goes back from " + from + " to " + slice.nextPosition());
            if (slice.entries().isEmpty()) {
                return all;
            }
            all.addAll(slice.entries());
            from = slice.nextPosition();
        }
    }

    void compareBounds(Bounds bounds) {
        Broken.unless(
                bounds.nextPosition() == nextPosition() && bounds.sealed() == sealed,
                ref + ": " + bounds + " instead of " + nextPosition() + (sealed ? ", sealed" : ""));
        Broken.unless(
                bounds.lastTimeMillis() == (items.isEmpty() ? 0 : items.getLast().timeMillis()),
                ref + ": " + bounds + " behind " + (items.isEmpty() ? "none" : items.getLast()));
    }

    /// The smallest position whose entry is that young must be found, if nothing older than it is
    /// there to be found.
    void compareInstant(ShardLogs shards, long timeMillis, long trimmedBefore) {
        long found = shards.firstAtOrAfter(ref, timeMillis);
        long expected = nextPosition();
        for (Item item : items) {
            if (item.timeMillis() >= Math.max(timeMillis, trimmedBefore)) {
                expected = item.position();
                break;
            }
        }
        boolean older = timeMillis < trimmedBefore && found <= expected;
        Broken.unless(
                found == expected || older,
                ref + ": time " + timeMillis + " is found at " + found + ", not " + expected);
    }

    /// A new life began: writers are gone, and what was sent but not stored is forgotten.
    void restarted() {
        owners.clear();
        claims = 0;
        sealSent = sealed;
    }
}
