package io.millrace.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The registered consumers of a stream, by name. Immutable.
final class ConsumerTable {
    static final ConsumerTable NONE = of(Collections.emptyList(), 0);

    private final NavigableMap<String, ConsumerRow> byName;
    private final int creating;
    private final int settled;
    private final long hashSum;
    private final long goneSeconds;

    private ConsumerTable(
            NavigableMap<String, ConsumerRow> byName,
            int creating,
            int settled,
            long hashSum,
            long goneSeconds) {
        this.byName = byName;
        this.creating = creating;
        this.settled = settled;
        this.hashSum = hashSum;
        this.goneSeconds = goneSeconds;
    }

    static ConsumerTable of(Collection<ConsumerRow> rows, long goneSeconds) {
        NavigableMap<String, ConsumerRow> byName = new TreeMap<>();
        int creating = 0;
        int settled = 0;
        long sum = 0;
        for (ConsumerRow row : rows) {
            byName.put(row.name(), row);
            creating += row.status() == ConsumerStatus.CREATING ? 1 : 0;
            settled += row.status() == ConsumerStatus.ACTIVE ? 1 : 0;
            sum += RowCodec.hash(row);
        }
        return new ConsumerTable(byName, creating, settled, sum, goneSeconds);
    }

    /// Newest creation second of consumers that are gone; 0 if none is.
    long goneSeconds() {
        return goneSeconds;
    }

    /// When a consumer counts as created that is registered now: never in the same second as one
    /// that is gone, which may have had the same name, since the second tells their ARNs apart.
    long nextCreationMillis(long nowMillis) {
        return nowMillis / 1000 > goneSeconds ? nowMillis : (goneSeconds + 1) * 1000;
    }

    /// By name.
    Collection<ConsumerRow> rows() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /// Those whose names follow one, by name.
    ///
    /// @param name empty for all
    Collection<ConsumerRow> after(String name) {
        SortedMap<String, ConsumerRow> tail = byName.tailMap(name, false);
        return Collections.unmodifiableCollection(tail.values());
    }

    int count() {
        return byName.size();
    }

    /// How many are CREATING.
    int creating() {
        return creating;
    }

    /// Whether time will change one of them.
    boolean isUnsettled() {
        return settled < byName.size();
    }

    /// Sum of the hashes of the rows.
    long hashSum() {
        return hashSum;
    }

    @Nullable ConsumerRow find(String name) {
        return byName.get(name);
    }

    /// The consumer a client means; null if there is none, or only one that was registered at
    /// another time.
    @Nullable ConsumerRow find(ConsumerSelector which) {
        String name = which.name();
        ConsumerRow row = name == null ? null : byName.get(name);
        Long seconds = which.createdSeconds();
        return row == null || seconds == null || row.createdMillis() / 1000 == seconds ? row : null;
    }

    /// With a consumer added, or replaced where the name exists.
    ConsumerTable with(ConsumerRow row) {
        NavigableMap<String, ConsumerRow> all = new TreeMap<>(byName);
        ConsumerRow former = all.put(row.name(), row);
        return changed(all, former, row, goneSeconds);
    }

    ConsumerTable without(ConsumerRow row) {
        NavigableMap<String, ConsumerRow> all = new TreeMap<>(byName);
        ConsumerRow former = all.remove(row.name());
        return changed(all, former, null, Math.max(goneSeconds, row.createdMillis() / 1000));
    }

    private ConsumerTable changed(
            NavigableMap<String, ConsumerRow> all,
            @Nullable ConsumerRow former,
            @Nullable ConsumerRow row,
            long itsGoneSeconds) {
        return new ConsumerTable(
                all,
                creating
                        + count(row, ConsumerStatus.CREATING)
                        - count(former, ConsumerStatus.CREATING),
                settled + count(row, ConsumerStatus.ACTIVE) - count(former, ConsumerStatus.ACTIVE),
                hashSum + hash(row) - hash(former),
                itsGoneSeconds);
    }

    /// With the states ended that are due; itself if none is.
    ConsumerTable settled(long nowMillis) {
        if (nextDueMillis() > nowMillis) {
            return this;
        }
        List<ConsumerRow> left = new ArrayList<>();
        long gone = goneSeconds;
        for (ConsumerRow row : byName.values()) {
            if (!row.isDue(nowMillis)) {
                left.add(row);
            } else if (row.status() == ConsumerStatus.CREATING) {
                left.add(row.in(ConsumerStatus.ACTIVE, row.dueMillis()));
            } else {
                gone = Math.max(gone, row.createdMillis() / 1000);
            }
        }
        return of(left, gone);
    }

    /// With all of them DELETING, as their stream is.
    ConsumerTable ending(long dueMillis) {
        return of(
                byName.values().stream()
                        .map(row -> row.in(ConsumerStatus.DELETING, dueMillis))
                        .toList(),
                goneSeconds);
    }

    /// When the first of the states ends; {@link Long#MAX_VALUE} if none will.
    long nextDueMillis() {
        long next = Long.MAX_VALUE;
        if (isUnsettled()) {
            for (ConsumerRow row : byName.values()) {
                next = row.isSettled() ? next : Math.min(next, row.dueMillis());
            }
        }
        return next;
    }

    private static int count(@Nullable ConsumerRow row, ConsumerStatus status) {
        return row != null && row.status() == status ? 1 : 0;
    }

    private static long hash(@Nullable ConsumerRow row) {
        return row == null ? 0 : RowCodec.hash(row);
    }
}
