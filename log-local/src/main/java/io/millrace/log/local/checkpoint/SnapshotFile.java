package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.StateMachine;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A snapshot of the state machine on disk: a {@link TwinFile} with magic "MRS1" whose content is,
/// little endian,
///
/// ```
///  0  u64  index of the last command in it
///  8  the state
/// ```
public final class SnapshotFile {
    private static final TwinFile.Kind KIND = new TwinFile.Kind(0x3153524d, 2, "snapshot");
    private static final int INDEX_BYTES = 8;

    private SnapshotFile() {}

    /// Writes one, durably, without having all of it in memory.
    public static Checkpoint.Snapshot write(Storage storage, long index, StateMachine.Frozen state)
            throws IOException {
        byte[] head =
                ByteBuffer.allocate(INDEX_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(index)
                        .array();
        String name = new Checkpoint.Snapshot(index, 0).name();
        TwinFile.Written written =
                TwinFile.write(
                        storage,
                        name,
                        KIND,
                        target -> {
                            target.write(head);
                            state.writeTo(target);
                        });
        return new Checkpoint.Snapshot(index, written.bytes());
    }

    /// Reads one that a checkpoint names.
    ///
    /// @throws CorruptLogException if it is not what the checkpoint names
    public static TwinFile open(Storage storage, Checkpoint.Snapshot named) throws IOException {
        TwinFile file = TwinFile.read(storage, named.name(), KIND);
        if (indexIn(file) != named.index()) {
            throw new CorruptLogException(named.name() + " holds another snapshot");
        }
        return file;
    }

    /// The state in a file.
    public static InputStream state(TwinFile file) throws IOException {
        return file.stream(INDEX_BYTES);
    }

    /// Finds out what a file holds of which nothing but the name is known.
    ///
    /// @throws CorruptLogException if it is no whole snapshot, or has another one's name
    public static Checkpoint.Snapshot identify(Storage storage, String name) throws IOException {
        TwinFile file = TwinFile.read(storage, name, KIND);
        Checkpoint.Snapshot found = new Checkpoint.Snapshot(indexIn(file), file.bytes());
        if (!found.name().equals(name)) {
            throw new CorruptLogException(name + " holds another snapshot");
        }
        return found;
    }

    private static long indexIn(TwinFile file) throws IOException {
        ByteBuffer head = file.head(INDEX_BYTES);
        return head.remaining() < INDEX_BYTES ? -1 : head.getLong(0);
    }
}
