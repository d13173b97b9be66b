package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What a shard iterator says.
///
/// @param stream number of the stream
/// @param name name of the stream, for the error text when it is gone
/// @param position where to read on in the shard's log; what is beyond the horizon by then is
///   skipped, so 1 stands for the horizon
record IteratorToken(long stream, String name, int shard, long position, long createdMillis) {
    /// How long an iterator is good for.
    static final long LIFE_MILLIS = 300_000;

    /// Where the logs of all shards begin.
    static final long HORIZON = 1;

    IteratorToken at(long itsPosition, long nowMillis) {
        return new IteratorToken(stream, name, shard, itsPosition, nowMillis);
    }

    String seal(TokenSeal seal, String account, String region) {
        byte[] plain =
                new Packer()
                        .fixed(createdMillis)
                        .number(stream)
                        .number(shard)
                        .number(position)
                        .text(name)
                        .bytes();
        return seal.seal(TokenSeal.Kind.SHARD_ITERATOR, account, region, plain);
    }

    /// Opens an iterator, which some clients put in double quotes, as AWS bears.
    ///
    /// @return null if it is none of ours
    static @Nullable IteratorToken open(
            TokenSeal seal, String account, String region, String iterator) {
        boolean quoted =
                iterator.length() >= 2 && iterator.startsWith("\"") && iterator.endsWith("\"");
        String bare = quoted ? iterator.substring(1, iterator.length() - 1) : iterator;
        Unpacker from = seal.open(TokenSeal.Kind.SHARD_ITERATOR, account, region, bare);
        if (from == null) {
            return null;
        }
        long createdMillis = from.fixed();
        long stream = from.number();
        int shard = from.small();
        long position = from.number();
        return new IteratorToken(stream, from.text(), shard, position, createdMillis);
    }
}
