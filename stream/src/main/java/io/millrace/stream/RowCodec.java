package io.millrace.stream;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes rows of the state, for snapshots and for the state hash. The bytes are drawn in
/// `docs/format/commands-v1.md`.
final class RowCodec {
    /// Codes of modes: their places. Append only.
    static final List<StreamMode> MODES = List.of(StreamMode.PROVISIONED, StreamMode.ON_DEMAND);

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

    /// Hash of all but the shards.
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
        to.list(row.shards().rows(), RowCodec::write);
    }

    private static void writeHead(Packer to, StreamRow row) {
        to.number(row.number()).stream(row.key());
        to.oneOf(MODES, row.mode()).oneOf(STATUSES, row.status());
        to.number(row.createdMillis()).number(row.dueMillis());
        to.number(row.retentionHours()).number(row.trimFloorMillis());
        to.number(row.maxRecordKib()).number(row.nextShard());
        Reshard reshard = row.reshard();
        if (reshard == null) {
            to.octet(0);
        } else {
            to.octet(1).number(reshard.id()).number(reshard.dueMillis());
            to.list(reshard.steps(), RowCodec::write);
        }
        to.list(row.countUpdates(), Packer::number);
    }

    static StreamRow readStream(Unpacker from) {
        return new StreamRow(
                from.number(),
                from.stream(),
                from.oneOf(MODES),
                from.oneOf(STATUSES),
                from.number(),
                from.number(),
                from.small(),
                from.number(),
                from.small(),
                from.small(),
                readReshard(from),
                from.list(Unpacker::number),
                ShardTable.of((Collection<ShardRow>) from.list(RowCodec::readShard)));
    }

    private static @Nullable Reshard readReshard(Unpacker from) {
        return from.octet() == 0
                ? null
                : new Reshard(from.number(), from.number(), from.list(RowCodec::readStep));
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
