package io.millrace.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Several state machines as one: a command goes to the one its first byte names; a snapshot is one
/// section for each.
///
/// ```
/// +----------+---------+-------+-------------------------------------------+
/// | 4d525348 | version | count | count times: machine, pieces of its state |
/// | "MRSH"   | 2 B = 1 | 1 B   | 1 B, then (length 4 B, bytes)..., 4 B = 0  |
/// +----------+---------+-------+-------------------------------------------+
/// ```
///
/// Numbers are big-endian. A snapshot that begins otherwise is of the time when machine 1 had the
/// log to itself, and all of it is that machine's.
final class SharedMachine implements StateMachine<Object> {
    private static final int MAGIC = 0x4d525348;
    private static final int VERSION = 1;
    private static final int MAX_NUMBER = 127;

    /// The machine that had the log to itself.
    private static final int FIRST = 1;

    private final Map<Integer, StateMachine<?>> machines = new TreeMap<>();

    void add(int number, StateMachine<?> machine) {
        if (number < 1 || number > MAX_NUMBER || machines.putIfAbsent(number, machine) != null) {
            throw new IllegalArgumentException("machine " + number + " cannot be added");
        }
    }

    @Override
    public Object apply(long index, ByteBuffer command) {
        StateMachine<?> machine =
                command.hasRemaining() ? machines.get((int) command.get(command.position())) : null;
        if (machine == null) {
            throw new IllegalStateException(
                    "cannot apply command "
                            + index
                            + ": "
                            + describe(command)
                            + " is for a machine that is not known here: a newer release wrote it,"
                            + " and only that can read on");
        }
        Object outcome = machine.apply(index, command);
        if (outcome == null) {
            throw new IllegalStateException("no outcome of command " + index);
        }
        return outcome;
    }

    /// A command's first bytes, for messages.
    static String describe(ByteBuffer command) {
        StringBuilder text = new StringBuilder(command.remaining() + " bytes");
        for (int i = 0; i < Math.min(3, command.remaining()); i++) {
            text.append(i == 0 ? " beginning with " : " ")
                    .append(Integer.toHexString(command.get(command.position() + i) & 0xff));
        }
        return text.toString();
    }

    @Override
    public void snapshot(OutputStream target) throws IOException {
        freeze().writeTo(target);
    }

    /// One machine's state that stands still.
    private record Section(int number, Frozen state) {}

    @Override
    public Frozen freeze() throws IOException {
        List<Section> sections = new ArrayList<>();
        for (Map.Entry<Integer, StateMachine<?>> each : machines.entrySet()) {
            sections.add(new Section(each.getKey(), each.getValue().freeze()));
        }
        return target -> write(sections, target);
    }

    private static void write(List<Section> sections, OutputStream target) throws IOException {
        DataOutputStream out = new DataOutputStream(target);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        out.writeByte(sections.size());
        for (Section section : sections) {
            out.writeByte(section.number());
            PieceOutput pieces = new PieceOutput(out);
            section.state().writeTo(pieces);
            pieces.end();
        }
        out.flush();
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(snapshot);
        buffered.mark(Integer.BYTES);
        DataInputStream in = new DataInputStream(buffered);
        if (in.readInt() != MAGIC) {
            buffered.reset();
            machine(FIRST).restore(buffered);
            return;
        }
        int version = in.readUnsignedShort();
        if (version != VERSION) {
            throw new IOException("a snapshot of version " + version + ", not " + VERSION);
        }
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            StateMachine<?> machine = machine(in.readUnsignedByte());
            PieceInput pieces = new PieceInput(in);
            machine.restore(pieces);
            if (pieces.read() >= 0) {
                throw new IOException("a section of the snapshot is longer than its state");
            }
        }
    }

    private StateMachine<?> machine(int number) throws IOException {
        @Nullable StateMachine<?> machine = machines.get(number);
        if (machine == null) {
            throw new IOException(
                    "the snapshot holds the state of machine "
                            + number
                            + ", which is not known here");
        }
        return machine;
    }
}
