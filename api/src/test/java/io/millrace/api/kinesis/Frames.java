package io.millrace.api.kinesis;

import io.millrace.api.Feed;
import io.millrace.wire.Format;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes what a feed has to say for now, frame by frame, each as a tree under the name of its type.
final class Frames implements Feed.Sink {
    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;

    private final List<Object> taken = new ArrayList<>();
    private boolean more = true;

    private Frames() {}

    /// Asks for pieces until none comes at once, then for no more.
    static List<Object> of(Feed feed) {
        Frames frames = new Frames();
        frames.take(feed.open(frames));
        while (frames.more) {
            frames.more = false;
            feed.next();
        }
        feed.cancel();
        return frames.taken;
    }

    @Override
    public void piece(ByteBuffer piece) {
        take(piece);
        more = true;
    }

    @Override
    public void end(ByteBuffer last) {
        if (last.hasRemaining()) {
            take(last);
        }
        more = false;
    }

    private void take(ByteBuffer frame) {
        int total = frame.getInt();
        int headersLength = frame.getInt();
        frame.getInt();
        Map<String, String> headers = new HashMap<>();
        int payloadAt = frame.position() + headersLength;
        while (frame.position() < payloadAt) {
            String name = text(frame, frame.get() & 0xff);
            frame.get();
            headers.put(name, text(frame, frame.getShort() & 0xffff));
        }
        byte[] payload = new byte[total - PRELUDE_BYTES - headersLength - CHECKSUM_BYTES];
        frame.get(payload);
        String exception = headers.get(":exception-type");
        String type = exception == null ? headers.get(":event-type") : exception;
        taken.add(Map.of(String.valueOf(type), Trees.decode(Format.JSON, payload)));
    }

    private static String text(ByteBuffer frame, int length) {
        byte[] bytes = new byte[length];
        frame.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
