package io.millrace.conformance.kcl;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Looks at a lease table again and again, as an operator would, and notes what must not be: a
/// checkpoint that went back, a lease that vanished before its shard's end.
final class Leases implements AutoCloseable {
    static final String END = "SHARD_END";

    private static final long PAUSE_MILLIS = 300;

    private final DynamoDbClient tables;
    private final String table;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> breaches = new ConcurrentLinkedQueue<>();
    private final Map<String, Lease> last = new HashMap<>();
    private final Set<String> ended = new TreeSet<>();
    private final Thread watcher;

    /// A lease as it stands in its row.
    ///
    /// @param shard its key
    /// @param owner null while nobody has it
    record Lease(String shard, @Nullable String owner, String checkpoint, long part) {
        static @Nullable Lease of(Map<String, AttributeValue> row) {
            AttributeValue shard = row.get("leaseKey");
            AttributeValue checkpoint = row.get("checkpoint");
            if (shard == null || checkpoint == null) {
                return null;
            }
            AttributeValue owner = row.get("leaseOwner");
            AttributeValue part = row.get("checkpointSubSequenceNumber");
            return new Lease(
                    shard.s(),
                    owner == null ? null : owner.s(),
                    checkpoint.s(),
                    part == null ? 0 : Long.parseLong(part.n()));
        }

        boolean isEnded() {
            return checkpoint.equals(END);
        }

        /// Whether its checkpoint is before that of another of the same shard.
        boolean isBehind(Lease other) {
            int order = place().compareTo(other.place());
            return order < 0 || (order == 0 && part < other.part());
        }

        /// TRIM_HORIZON before every number, SHARD_END behind.
        private BigInteger place() {
            return switch (checkpoint) {
                case END -> BigInteger.ONE.shiftLeft(512);
                case "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP" -> BigInteger.ONE.negate();
                default -> new BigInteger(checkpoint);
            };
        }
    }

    private Leases(DynamoDbClient tables, String table) {
        this.tables = tables;
        this.table = table;
        this.watcher = Thread.ofVirtual().unstarted(this::watch);
    }

    /// Begins to look at a table, which need not be there yet.
    static Leases watch(DynamoDbClient tables, String table) {
        Leases leases = new Leases(tables, table);
        leases.watcher.start();
        return leases;
    }

    /// Every lease by shard, as of now; null while the server or the table is away.
    @Nullable Map<String, Lease> look() {
        try {
            Map<String, Lease> found = new TreeMap<>();
            List<Map<String, AttributeValue>> rows =
                    tables.scan(r -> r.tableName(table).consistentRead(true)).items();
            for (Map<String, AttributeValue> row : rows) {
                Lease lease = Lease.of(row);
                if (lease != null) {
                    found.put(lease.shard(), lease);
                }
            }
            return found;
        } catch (SdkException away) {
            return null;
        }
    }

    /// How many leases of unfinished shards a worker has; -1 while that cannot be told.
    long heldBy(String worker) {
        Map<String, Lease> leases = look();
        return leases == null
                ? -1
                : leases.values().stream()
                        .filter(lease -> !lease.isEnded() && worker.equals(lease.owner()))
                        .count();
    }

    /// Unfinished shards of which a worker has the leases, by what was seen last.
    synchronized Set<String> shardsOf(String worker) {
        Set<String> shards = new TreeSet<>();
        for (Lease lease : last.values()) {
            if (!lease.isEnded() && worker.equals(lease.owner())) {
                shards.add(lease.shard());
            }
        }
        return shards;
    }

    /// Whether each of the leases of shards, unless the shard has ended, has an owner other than a
    /// worker.
    boolean areHeldByOthers(Set<String> shards, String worker) {
        Map<String, Lease> leases = look();
        return leases != null
                && leases.values().stream()
                        .filter(lease -> shards.contains(lease.shard()) && !lease.isEnded())
                        .allMatch(lease -> lease.owner() != null && !worker.equals(lease.owner()));
    }

    /// Shards whose checkpoint was seen to be their end.
    synchronized Set<String> ended() {
        return new TreeSet<>(ended);
    }

    /// What must not be and was.
    List<String> breaches() {
        return List.copyOf(breaches);
    }

    private void watch() {
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                Map<String, Lease> now = look();
                if (now != null) {
                    compare(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void compare(Map<String, Lease> now) {
        for (Lease lease : now.values()) {
            Lease before = last.get(lease.shard());
            if (before != null && lease.isBehind(before)) {
                breaches.add("the checkpoint went back from " + before + " to " + lease);
            }
            if (lease.isEnded()) {
                ended.add(lease.shard());
            }
        }
        for (Lease before : last.values()) {
            if (!now.containsKey(before.shard()) && !before.isEnded()) {
                breaches.add("the lease vanished before the end: " + before);
            }
        }
        last.clear();
        last.putAll(now);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
