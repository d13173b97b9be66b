package io.millrace.wire;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;

/// Writes AWS CBOR 1.1: maps and lists of indefinite length as the service has them, byte strings,
/// moments as tag 1 with an integer of milliseconds.
final class CborOutput extends JacksonOutput {
    private static final int TAG_MOMENT = 1;

    private final CBORGenerator cbor;

    CborOutput(CBORGenerator generator, ByteSink sink) {
        super(generator, sink);
        this.cbor = generator;
    }

    @Override
    public Output moment(long epochMillis) {
        return write(() -> {
            cbor.writeTag(TAG_MOMENT);
            cbor.writeNumber(epochMillis);
        });
    }

    @Override
    public Output bytes(byte[] array, int offset, int length) {
        return write(() -> cbor.writeBinary(array, offset, length));
    }
}
