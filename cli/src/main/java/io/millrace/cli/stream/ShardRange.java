package io.millrace.cli.stream;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// A shard's share of the hash keys.
///
/// @param start lowest hash key
/// @param end highest hash key
record ShardRange(Shard shard, BigInteger start, BigInteger end) {
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128);
    private static final int SHARE_BITS = 20;

    static ShardRange of(Shard shard) {
        return new ShardRange(
                shard,
                new BigInteger(shard.hashKeyRange().startingHashKey()),
                new BigInteger(shard.hashKeyRange().endingHashKey()));
    }

    /// All shards of a stream that are kept, by number.
    static List<ShardRange> all(Session session, String stream) throws InterruptedException {
        List<ShardRange> ranges = new ArrayList<>();
        ListShardsResponse page = session.ask(c -> c.listShards(r -> r.streamName(stream)));
        while (true) {
            page.shards().forEach(shard -> ranges.add(of(shard)));
            String next = page.nextToken();
            if (next == null) {
                return ranges;
            }
            page = session.ask(c -> c.listShards(r -> r.nextToken(next)));
        }
    }

    /// The open ones among them, by hash key.
    static List<ShardRange> open(List<ShardRange> ranges) {
        return ranges.stream()
                .filter(ShardRange::isOpen)
                .sorted(Comparator.comparing(ShardRange::start))
                .toList();
    }

    String id() {
        return shard.shardId();
    }

    /// Whether a user means this shard: by its id, or by its number alone.
    boolean isNamed(String name) {
        String number = id().substring(id().indexOf('-') + 1);
        return name.equals(id()) || (isNumber(name) && number.equals(padded(name, number)));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String padded(String name, String number) {
        return "0".repeat(Math.max(0, number.length() - name.length())) + name;
    }

    boolean isOpen() {
        return shard.sequenceNumberRange().endingSequenceNumber() == null;
    }

    /// The first hash key of its upper half.
    BigInteger middle() {
        return start.add(end).add(BigInteger.ONE).shiftRight(1);
    }

    /// How much of all hash keys it takes, such as `25.0 %`.
    String share() {
        BigInteger width = end.subtract(start).add(BigInteger.ONE);
        double part = width.shiftLeft(SHARE_BITS).divide(ALL).doubleValue() / (1 << SHARE_BITS);
        return String.format(Locale.ROOT, "%.1f %%", part * 100);
    }

    /// The shards it came from, separated by a plus.
    String parents() {
        String parent = shard.parentShardId();
        String adjacent = shard.adjacentParentShardId();
        return parent == null ? "" : adjacent == null ? parent : parent + " + " + adjacent;
    }
}
