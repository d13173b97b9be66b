package io.millrace.wire;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;

/// Writes CBOR: maps and lists of indefinite length as the service has them, byte strings, moments
/// as tag 1 with an integer of milliseconds (AWS CBOR 1.1) or a double of seconds (rpc-v2-cbor).
final class CborOutput extends JacksonOutput {
    private static final int TAG_MOMENT = 1;
    private static final double MILLIS_PER_SECOND = 1000;

    private final CBORGenerator cbor;

    private final boolean seconds;

    CborOutput(CBORGenerator generator, ByteSink sink, boolean seconds) {
        super(generator, sink);
        this.cbor = generator;
        this.seconds = seconds;
    }

    @Override
    public Output moment(long epochMillis) {
        return write(() -> {
            cbor.writeTag(TAG_MOMENT);
            if (seconds) {
                cbor.writeNumber(epochMillis / MILLIS_PER_SECOND);
            } else {
                cbor.writeNumber(epochMillis);
            }
        });
    }

    @Override
    public Output bytes(byte[] array, int offset, int length) {
        return write(() -> cbor.writeBinary(array, offset, length));
    }
}
