package io.millrace.testkit;

import io.millrace.log.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A state machine that remembers every command it was given, so that a test can compare what was
/// proposed with what was applied. A command's result is its index.
public final class Journaling implements StateMachine<Long> {
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private int restores;

    /// Commands in the order they were applied, those within a restored snapshot included.
    public List<String> applied() {
        return List.copyOf(applied);
    }

    /// How often a snapshot was restored.
    public int restores() {
        return restores;
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        DataInputStream in = new DataInputStream(snapshot);
        List<String> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] command = new byte[in.readInt()];
            in.readFully(command);
            read.add(new String(command, StandardCharsets.ISO_8859_1));
        }
        applied.clear();
        applied.addAll(read);
        restores++;
    }

    @Override
    public Long apply(long index, ByteBuffer command) {
        if (index != applied.size() + 1) {
            throw new IllegalStateException(
                    "command " + index + " came after " + applied.size() + " commands");
        }
        byte[] bytes = new byte[command.remaining()];
        command.get(bytes);
        applied.add(new String(bytes, StandardCharsets.ISO_8859_1));
        return index;
    }

    @Override
    public void snapshot(OutputStream target) throws IOException {
        DataOutputStream out = new DataOutputStream(target);
        out.writeInt(applied.size());
        for (String command : applied) {
            byte[] bytes = command.getBytes(StandardCharsets.ISO_8859_1);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }
}
