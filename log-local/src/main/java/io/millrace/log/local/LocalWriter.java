package io.millrace.log.local;

import io.millrace.log.ShardRef;
import io.millrace.log.Writer;

/// A claim of one shard; of use as long as its number is the shard's newest.
record LocalWriter(Shard target, long claim) implements Writer {
    @Override
    public ShardRef shard() {
        return target.ref();
    }
}
