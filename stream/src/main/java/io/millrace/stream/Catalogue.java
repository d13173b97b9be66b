package io.millrace.stream;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The replicated state: all streams, the settings of accounts, and the secret for tokens.
///
/// One thread changes it, by applying commands; any thread reads it, without locks. A row is
/// replaced whole, so a reader sees a stream before a command or after it. The maps are replaced
/// one after the other: only the row itself is of one piece.
final class Catalogue {
    /// An account in a region.
    private record Scope(String account, String region) implements Comparable<Scope> {
        @Override
        public int compareTo(Scope other) {
            int byAccount = account.compareTo(other.account);
            return byAccount != 0 ? byAccount : region.compareTo(other.region);
        }
    }

    private final ConcurrentMap<Long, StreamRow> byNumber = new ConcurrentHashMap<>();
    private final NavigableMap<StreamKey, StreamRow> byKey = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<StreamKey, StreamRow> lookup = new ConcurrentHashMap<>();
    private final Set<Long> unsettled = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Scope, AccountRow> accounts = new ConcurrentSkipListMap<>();
    private volatile @Nullable TokenKey tokenKey;
    private volatile long nextNumber = 1;
    private final AtomicLong rowHashes = new AtomicLong();

    @Nullable StreamRow find(StreamKey key) {
        return lookup.get(key);
    }

    @Nullable StreamRow find(long number) {
        return byNumber.get(number);
    }

    /// All streams, by account, region and name.
    Collection<StreamRow> all() {
        return byKey.values();
    }

    /// Streams of an account and region whose names follow one, by name.
    ///
    /// @param afterName empty for all
    Collection<StreamRow> within(String account, String region, String afterName) {
        StreamKey from = new StreamKey(account, region, afterName);
        // The next greater text: nothing lies between a region and it.
        StreamKey to = new StreamKey(account, region + '\0', "");
        return byKey.subMap(from, false, to, false).values();
    }

    /// All accounts that ever had settings, by account and region.
    Collection<AccountRow> accounts() {
        return accounts.values();
    }

    @Nullable AccountRow account(String account, String region) {
        return accounts.get(new Scope(account, region));
    }

    /// Whether an account is committed to a minimum throughput.
    boolean isCommitted(String account, String region, long nowMillis) {
        AccountRow row = account(account, region);
        return row != null && row.isCommitted(nowMillis);
    }

    /// Adds an account, or replaces it.
    void put(AccountRow row) {
        AccountRow former = accounts.put(new Scope(row.account(), row.region()), row);
        rowHashes.addAndGet(RowCodec.hash(row) - (former == null ? 0 : RowCodec.hash(former)));
    }

    /// Numbers of streams that time or a driver will change.
    Set<Long> unsettled() {
        return unsettled;
    }

    @Nullable TokenKey tokenKey() {
        return tokenKey;
    }

    /// Number of the next new stream.
    long nextNumber() {
        return nextNumber;
    }

    /// Sum of the hashes of everything held: equal states have equal sums.
    long stateHash() {
        TokenKey key = tokenKey;
        long keyHash = key == null ? 0 : RowCodec.hash(key.bytes());
        return rowHashes.get() + RowCodec.mix(nextNumber + keyHash);
    }

    void install(TokenKey key) {
        tokenKey = key;
    }

    /// Adds a stream, or replaces it.
    void put(StreamRow row) {
        StreamRow former = byNumber.put(row.number(), row);
        rowHashes.addAndGet(row.hash() - (former == null ? 0 : former.hash()));
        byKey.put(row.key(), row);
        lookup.put(row.key(), row);
        nextNumber = Math.max(nextNumber, row.number() + 1);
        if (row.isUnsettled()) {
            unsettled.add(row.number());
        } else {
            unsettled.remove(row.number());
        }
    }

    void remove(StreamRow row) {
        byKey.remove(row.key());
        lookup.remove(row.key());
        byNumber.remove(row.number());
        unsettled.remove(row.number());
        rowHashes.addAndGet(-row.hash());
    }

    /// Makes it empty, to be filled from a snapshot.
    void clear() {
        byNumber.clear();
        byKey.clear();
        lookup.clear();
        unsettled.clear();
        accounts.clear();
        tokenKey = null;
        rowHashes.set(0);
        nextNumber = 1;
    }

    /// Goes on numbering streams where a snapshot says.
    void numberFrom(long nextFreeNumber) {
        nextNumber = nextFreeNumber;
    }
}
