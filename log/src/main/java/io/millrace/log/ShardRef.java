package io.millrace.log;

/// Names one shard's log.
///
/// @param stream number of the stream the log belongs to; its owner never reuses one, so a stream
///   deleted and created again under the same name has other logs. Logs of one stream share files
///   and expire together
/// @param shard number of the shard within the stream, from 0
public record ShardRef(long stream, int shard) implements Comparable<ShardRef> {
    public ShardRef {
        if (stream < 0 || shard < 0) {
            throw new IllegalArgumentException("negative in " + stream + "/" + shard);
        }
    }

    @Override
    public int compareTo(ShardRef other) {
        int byStream = Long.compare(stream, other.stream);
        return byStream != 0 ? byStream : Integer.compare(shard, other.shard);
    }

    @Override
    public String toString() {
        return stream + "/" + shard;
    }
}
