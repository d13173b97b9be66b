package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page token of ListShards says.
///
/// @param stream number of the stream
/// @param name name of the stream, for the error text when it is gone
/// @param after shards with greater numbers only
/// @param select which shards the query named
record PageToken(long stream, String name, int after, ShardSelect select, long createdMillis) {
    /// How long a page token is good for.
    static final long LIFE_MILLIS = 300_000;

    private static final List<ShardSelect.Kind> KINDS =
            List.of(ShardSelect.Kind.ALL, ShardSelect.Kind.AT, ShardSelect.Kind.FROM);

    String seal(TokenSeal seal, String account, String region) {
        byte[] plain =
                new Packer()
                        .fixed(createdMillis)
                        .number(stream)
                        .number(after)
                        .oneOf(KINDS, select.kind())
                        .number(select.millis())
                        .text(name)
                        .bytes();
        return seal.seal(TokenSeal.Kind.SHARD_PAGE, account, region, plain);
    }

    /// Opens a page token.
    ///
    /// @return null if it is none of ours
    static @Nullable PageToken open(TokenSeal seal, String account, String region, String token) {
        Unpacker from = seal.open(TokenSeal.Kind.SHARD_PAGE, account, region, token);
        if (from == null) {
            return null;
        }
        long createdMillis = from.fixed();
        long stream = from.number();
        int after = from.small();
        ShardSelect select = new ShardSelect(from.oneOf(KINDS), from.number());
        return new PageToken(stream, from.text(), after, select, createdMillis);
    }

    /// Checks the age of a token.
    ///
    /// @throws StreamException if it is too old
    static void requireFresh(long createdMillis, long nowMillis) {
        if (nowMillis - createdMillis > LIFE_MILLIS) {
            throw new StreamException(
                    StreamError.EXPIRED_NEXT_TOKEN,
                    "NextToken has expired. A token is valid for "
                            + LIFE_MILLIS
                            + " milliseconds.");
        }
    }

    /// The error for a token that is none of ours.
    static StreamException invalid() {
        return new StreamException(StreamError.INVALID_ARGUMENT, "Invalid NextToken.");
    }
}
