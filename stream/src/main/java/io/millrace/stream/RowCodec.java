package io.millrace.stream;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Encodes rows of the state, for snapshots and for the state hash. The bytes are drawn in
/// `docs/format/commands-v1.md`.
final class RowCodec {
    /// Codes of modes: their places. Append only.
    static final List<StreamMode> MODES = List.of(StreamMode.PROVISIONED, StreamMode.ON_DEMAND);

    /// Codes of metrics.
    static final List<ShardMetric> METRICS =
            List.of(
                    ShardMetric.INCOMING_BYTES,
                    ShardMetric.INCOMING_RECORDS,
                    ShardMetric.OUTGOING_BYTES,
                    ShardMetric.OUTGOING_RECORDS,
                    ShardMetric.WRITE_PROVISIONED_THROUGHPUT_EXCEEDED,
                    ShardMetric.READ_PROVISIONED_THROUGHPUT_EXCEEDED,
                    ShardMetric.ITERATOR_AGE_MILLISECONDS);

    /// Codes of distributions.
    static final List<Distribution> DISTRIBUTIONS =
            List.of(Distribution.USER_PARTITION_KEY, Distribution.AUTO);

    private static final List<ConsumerStatus> CONSUMER_STATUSES =
            List.of(ConsumerStatus.CREATING, ConsumerStatus.ACTIVE, ConsumerStatus.DELETING);

    private static final List<StreamStatus> STATUSES =
            List.of(
                    StreamStatus.CREATING,
                    StreamStatus.ACTIVE,
                    StreamStatus.UPDATING,
                    StreamStatus.DELETING);

    private static final List<ReshardStep.Phase> PHASES =
            List.of(
                    ReshardStep.Phase.PREPARING,
                    ReshardStep.Phase.PREPARED,
                    ReshardStep.Phase.SEALING);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private RowCodec() {}

    static long hash(ShardRow row) {
        Packer to = new Packer();
        write(to, row);
        return hash(to.bytes());
    }

    static long hash(ConsumerRow row) {
        Packer to = new Packer();
        write(to, row);
        return hash(to.bytes());
    }

    static long hash(AccountRow row) {
        Packer to = new Packer();
        write(to, row);
        return hash(to.bytes());
    }

    /// Hash of all but the consumers and the shards.
    static long hash(StreamRow row) {
        Packer to = new Packer();
        writeHead(to, row);
        return hash(to.bytes());
    }

    /// FNV-1a, finished by {@link #mix}.
    static long hash(byte[] bytes) {
        long hash = FNV_OFFSET;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /// Spreads every bit over all others (the finalizer of SplitMix64), so that sums of hashes do
    /// not cancel out.
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    static void write(Packer to, StreamRow row) {
        writeHead(to, row);
        to.list(row.consumers().rows(), RowCodec::write);
        to.list(row.shards().rows(), RowCodec::write);
    }

    private static void writeHead(Packer to, StreamRow row) {
        to.number(row.number()).stream(row.key());
        to.oneOf(STATUSES, row.status());
        to.number(row.createdMillis()).number(row.dueMillis());
        write(to, row.settings());
        to.number(row.nextShard());
        to.optional(row.reshard(), RowCodec::write);
        to.list(row.history().countUpdates(), Packer::number);
        to.list(row.history().modeUpdates(), Packer::number);
        to.list(row.history().encryptionUpdates(), Packer::number);
        to.number(row.consumers().goneSeconds());
    }

    static void write(Packer to, StreamSettings settings) {
        to.oneOf(MODES, settings.mode());
        to.number(settings.retentionHours()).number(settings.trimFloorMillis());
        to.number(settings.maxRecordKib());
        write(to, settings.monitoring());
        to.optional(settings.keyId(), Packer::text);
        to.oneOf(DISTRIBUTIONS, settings.distribution());
        to.optional(settings.warmMibps(), RowCodec::write);
        write(to, settings.tags());
        to.optional(settings.policy(), Packer::text);
    }

    static StreamSettings readSettings(Unpacker from) {
        return new StreamSettings(
                from.oneOf(MODES),
                from.small(),
                from.number(),
                from.small(),
                readMetrics(from),
                from.optional(Unpacker::text),
                from.oneOf(DISTRIBUTIONS),
                from.optional(Unpacker::small),
                readTags(from),
                from.optional(Unpacker::text));
    }

    static void write(Packer to, Integer value) {
        to.number(value);
    }

    static void write(Packer to, Set<ShardMetric> metrics) {
        List<ShardMetric> inOrder = METRICS.stream().filter(metrics::contains).toList();
        to.list(inOrder, (each, metric) -> each.oneOf(METRICS, metric));
    }

    static Set<ShardMetric> readMetrics(Unpacker from) {
        return Set.copyOf(from.list(each -> each.oneOf(METRICS)));
    }

    static void write(Packer to, Tags tags) {
        to.list(
                tags.byKey().entrySet(),
                (each, tag) -> each.text(tag.getKey()).text(tag.getValue()));
    }

    static Tags readTags(Unpacker from) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, String> tag :
                from.list(each -> Map.entry(each.text(), each.text()))) {
            tags.put(tag.getKey(), tag.getValue());
        }
        return new Tags(tags);
    }

    private static void write(Packer to, ConsumerRow row) {
        to.text(row.name()).number(row.createdMillis());
        to.oneOf(CONSUMER_STATUSES, row.status()).number(row.dueMillis());
        write(to, row.tags());
        to.optional(row.policy(), Packer::text);
    }

    private static ConsumerTable readConsumers(Unpacker from) {
        long goneSeconds = from.number();
        return ConsumerTable.of(from.list(RowCodec::readConsumer), goneSeconds);
    }

    private static ConsumerRow readConsumer(Unpacker from) {
        return new ConsumerRow(
                from.text(),
                from.number(),
                from.oneOf(CONSUMER_STATUSES),
                from.number(),
                readTags(from),
                from.optional(Unpacker::text));
    }

    static void write(Packer to, AccountRow row) {
        to.text(row.account()).text(row.region());
        to.number(row.startedMillis()).optional(row.endMillis(), Packer::number);
    }

    static AccountRow readAccount(Unpacker from) {
        return new AccountRow(
                from.text(), from.text(), from.number(), from.optional(Unpacker::number));
    }

    static StreamRow readStream(Unpacker from) {
        return new StreamRow(
                from.number(),
                from.stream(),
                from.oneOf(STATUSES),
                from.number(),
                from.number(),
                readSettings(from),
                from.small(),
                from.optional(RowCodec::readReshard),
                readHistory(from),
                readConsumers(from),
                ShardTable.of((Collection<ShardRow>) from.list(RowCodec::readShard)));
    }

    private static History readHistory(Unpacker from) {
        return new History(
                from.list(Unpacker::number),
                from.list(Unpacker::number),
                from.list(Unpacker::number));
    }

    private static void write(Packer to, Reshard reshard) {
        to.number(reshard.id()).number(reshard.dueMillis());
        to.list(reshard.steps(), RowCodec::write);
    }

    private static Reshard readReshard(Unpacker from) {
        return new Reshard(from.number(), from.number(), from.list(RowCodec::readStep));
    }

    private static void write(Packer to, ReshardStep step) {
        to.number(step.parent()).number(step.adjacent()).number(step.firstChild());
        to.oneOf(PHASES, step.phase());
        HashKey splitAt = step.splitAt();
        if (splitAt != null) {
            to.key(splitAt);
        }
        to.list(known(step.parentSeal()), RowCodec::write);
        to.list(known(step.adjacentSeal()), RowCodec::write);
    }

    private static List<ReshardStep.LogEnd> known(ReshardStep.@Nullable LogEnd end) {
        return end == null ? List.of() : List.of(end);
    }

    private static ReshardStep readStep(Unpacker from) {
        int parent = from.small();
        int adjacent = from.small();
        int firstChild = from.small();
        ReshardStep.Phase phase = from.oneOf(PHASES);
        HashKey splitAt = adjacent == ShardRow.NONE ? from.key() : null;
        return new ReshardStep(
                parent, adjacent, splitAt, firstChild, phase, first(from), first(from));
    }

    private static ReshardStep.@Nullable LogEnd first(Unpacker from) {
        List<ReshardStep.LogEnd> ends = from.list(RowCodec::readLogEnd);
        return ends.isEmpty() ? null : ends.getFirst();
    }

    static void write(Packer to, ReshardStep.LogEnd end) {
        to.number(end.shard()).number(end.endPosition()).number(end.timeMillis());
    }

    static ReshardStep.LogEnd readLogEnd(Unpacker from) {
        return new ReshardStep.LogEnd(from.small(), from.number(), from.number());
    }

    static void write(Packer to, ShardRow row) {
        to.number(row.number()).key(row.start()).key(row.end());
        to.number(row.parent()).number(row.adjacentParent());
        to.number(row.creationSeconds()).number(row.openMillis());
        to.number(row.closeMillis()).number(row.endPosition());
        to.number(row.firstChild()).number(row.children());
    }

    private static ShardRow readShard(Unpacker from) {
        return new ShardRow(
                from.small(),
                from.key(),
                from.key(),
                from.small(),
                from.small(),
                from.number(),
                from.number(),
                from.number(),
                from.number(),
                from.small(),
                from.small());
    }
}
