package io.millrace.stream;

import io.millrace.log.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// The deterministic fold of commands into the {@link Catalogue}.
///
/// A snapshot is the catalogue row by row, with the state hash at its end as a check; the bytes are
/// drawn in `docs/format/commands-v1.md`.
final class StreamMachine implements StateMachine<Outcome> {
    /// "MRST" in ASCII.
    private static final int MAGIC = 0x4d525354;

    private static final int VERSION = 1;

    private final Catalogue catalogue;
    private final CatalogueRules streams;
    private final ReshardRules reshards;
    private final ConsumerRules consumers;
    private final TagRules tags;
    private final PolicyRules policies;
    private final SettingRules settings;
    private final AccountRules accounts;
    private final LongConsumer changed;
    private final AtomicLong applied = new AtomicLong();

    /// @param changed told the number of each stream whose row was replaced, after it was; must be
    ///   short
    StreamMachine(Catalogue catalogue, LongConsumer changed) {
        this.catalogue = catalogue;
        this.streams = new CatalogueRules(catalogue);
        this.reshards = new ReshardRules(catalogue);
        this.consumers = new ConsumerRules(catalogue);
        this.tags = new TagRules(catalogue);
        this.policies = new PolicyRules(catalogue);
        this.settings = new SettingRules(catalogue);
        this.accounts = new AccountRules(catalogue);
        this.changed = changed;
    }

    @Override
    public Outcome apply(long index, ByteBuffer bytes) {
        Outcome outcome = apply(index, decode(index, bytes));
        applied.incrementAndGet();
        if (outcome instanceof Outcome.Applied done) {
            changed.accept(done.row().number());
        }
        return outcome;
    }

    private static Command decode(long index, ByteBuffer bytes) {
        try {
            return CommandCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot apply command " + index + ": " + e.getMessage(), e);
        }
    }

    private Outcome apply(long index, Command command) {
        return switch (command) {
            case Command.InstallTokenKey c -> streams.install(c);
            case Command.CreateStream c -> streams.create(c);
            case Command.DeleteStream c -> streams.delete(c);
            case Command.Settle c -> streams.settle(c);
            case Command.Forget c -> streams.forget(c);
            case Command.SetRetention c -> streams.retain(c);
            case Command.ExpireShards c -> streams.expire(c);
            case Command.BeginSplit c -> reshards.begin(index, c);
            case Command.BeginMerge c -> reshards.begin(index, c);
            case Command.BeginCount c -> reshards.begin(index, c);
            case Command.BeginScaling c -> reshards.begin(index, c);
            case Command.Prepared c -> reshards.prepared(c);
            case Command.Sealing c -> reshards.sealing(c);
            case Command.Sealed c -> reshards.sealed(c);
            case Command.Abort c -> reshards.abort(c);
            case Command.RegisterConsumer c -> consumers.register(c);
            case Command.DeregisterConsumer c -> consumers.deregister(c);
            case Command.AddTags c -> tags.add(c);
            case Command.RemoveTags c -> tags.remove(c);
            case Command.SetPolicy c -> policies.set(c);
            case Command.SetMonitoring c -> settings.monitor(c);
            case Command.SetEncryption c -> settings.encrypt(c);
            case Command.SetMode c -> settings.mode(c);
            case Command.SetWarmThroughput c -> settings.warm(c);
            case Command.SetMaxRecord c -> settings.maxRecord(c);
            case Command.SetDistribution c -> settings.distribution(c);
            case Command.SetCommitment c -> accounts.commit(c);
        };
    }

    /// Commands applied since this object was made.
    long applied() {
        return applied.get();
    }

    /// Sum of the hashes of all rows: equal states have equal sums.
    long stateHash() {
        return catalogue.stateHash();
    }

    @Override
    public void snapshot(OutputStream target) throws IOException {
        DataOutputStream out = new DataOutputStream(target);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        TokenKey key = catalogue.tokenKey();
        Packer head = new Packer().number(catalogue.nextNumber()).octet(key == null ? 0 : 1);
        write(out, key == null ? head : head.raw(key.bytes()));
        out.writeInt(catalogue.all().size());
        for (StreamRow row : catalogue.all()) {
            Packer packed = new Packer();
            RowCodec.write(packed, row);
            write(out, packed);
        }
        out.writeInt(catalogue.accounts().size());
        for (AccountRow row : catalogue.accounts()) {
            Packer packed = new Packer();
            RowCodec.write(packed, row);
            write(out, packed);
        }
        out.writeLong(catalogue.stateHash());
        out.flush();
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        DataInputStream in = new DataInputStream(snapshot);
        int magic = in.readInt();
        int version = in.readUnsignedShort();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "not a snapshot of streams of version "
                            + VERSION
                            + ": it starts with "
                            + Integer.toHexString(magic)
                            + " and version "
                            + version);
        }
        try {
            readAll(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot of streams does not decode: " + e.getMessage(), e);
        }
        long hash = in.readLong();
        if (hash != catalogue.stateHash()) {
            throw new IOException(
                    "the snapshot of streams decodes to another state than was written: its hash is "
                            + Long.toHexString(catalogue.stateHash())
                            + ", not "
                            + Long.toHexString(hash));
        }
    }

    private void readAll(DataInputStream in) throws IOException {
        Unpacker head = read(in);
        catalogue.clear();
        long nextNumber = head.number();
        if (head.octet() == 1) {
            catalogue.install(new TokenKey(head.raw(TokenKey.BYTES)));
        }
        head.end();
        for (int left = in.readInt(); left > 0; left--) {
            Unpacker packed = read(in);
            catalogue.put(RowCodec.readStream(packed));
            packed.end();
        }
        for (int left = in.readInt(); left > 0; left--) {
            Unpacker packed = read(in);
            catalogue.put(RowCodec.readAccount(packed));
            packed.end();
        }
        catalogue.numberFrom(nextNumber);
    }

    private static void write(DataOutputStream out, Packer packed) throws IOException {
        byte[] bytes = packed.bytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Unpacker read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the snapshot of streams ends within a row");
        }
        return new Unpacker(ByteBuffer.wrap(bytes));
    }
}
