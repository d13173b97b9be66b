package io.millrace.cli.copy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;

/// Finds the explicit hash key a copied record needs: none where its partition key leads into the
/// shard it was in, else the first of that shard, for the one it was put with is not to be read.
record Placement(BigInteger first, BigInteger last) {
    static Placement of(HashKeyRange range) {
        return new Placement(
                new BigInteger(range.startingHashKey()), new BigInteger(range.endingHashKey()));
    }

    @Nullable String explicitHashKey(String partitionKey) {
        BigInteger hash = new BigInteger(1, md5(partitionKey));
        boolean inside = hash.compareTo(first) >= 0 && hash.compareTo(last) <= 0;
        return inside ? null : first.toString();
    }

    private static byte[] md5(String key) {
        try {
            return MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
