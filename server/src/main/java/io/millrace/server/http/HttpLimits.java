package io.millrace.server.http;

import java.time.Duration;

/// What one client may cost, in one place, each with its reason.
public final class HttpLimits {
    /// Largest body: PutRecords takes 10 MiB of records, which is 13.4 MiB in base64; the rest is
    /// room for names and white space. Larger ones get 413.
    public static final int MAX_BODY_BYTES = 16 << 20;

    /// An oversize body up to this length is read and thrown away, so that a client that writes
    /// everything before it reads still sees the 413; beyond it the connection is closed.
    static final long MAX_DISCARDED_BYTES = 64L << 20;

    /// The first piece of a body that came without much behind it.
    static final int FIRST_RESERVATION_BYTES = 2 << 10;

    /// A body may hold at most this many times what has arrived of it: a client that announces 10
    /// MiB and stalls costs what it sent, and growing copies a seventh of a large body.
    static final int GROWTH = 8;

    /// Bodies up to this size draw on a pool of their own, so large ones cannot starve them.
    static final int SMALL_BODY_BYTES = 16 << 10;

    /// Bodies beyond this are heavy: they are read and decoded in {@link Turns}. PutRecords of 500
    /// records of 1 KiB is below it in either format.
    static final int HEAVY_BODY_BYTES = 1 << 20;

    /// Grace before the rate is judged: a slow start or a lost packet is not an attack.
    static final Duration RATE_GRACE = Duration.ofSeconds(10);

    /// A body must arrive at this rate, averaged after the grace; a 10 MiB put takes 10 minutes at
    /// worst.
    static final long MIN_BODY_BYTES_PER_SECOND = 16 << 10;

    /// A connection without traffic is closed after this. AWS SDKs drop pooled connections after 60
    /// s at the latest; being a little later avoids closing one that is just being reused.
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    /// When the server stops, a connection without traffic is closed after this.
    static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(200);

    /// A request whose body stalls, or whose answer is not taken, is given up after this.
    static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

    /// An answer must be taken at this rate, averaged after the grace; 10 MiB take 10 minutes at
    /// worst.
    static final long MIN_REPLY_BYTES_PER_SECOND = 16 << 10;

    /// An answer in pieces whose client takes nothing is given up after this: later than the five
    /// minutes that a subscription lives, so that a client may be as slow as it likes, and one that
    /// vanished without a word is noticed.
    static final Duration EVENTS_IDLE_TIMEOUT = Duration.ofSeconds(330);

    /// Behind GOAWAY, a request or an answer that does not move is given up after this: whoever
    /// says goodbye wants to be done soon, or is gone already.
    static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(5);

    /// When the server stops, an answer in pieces may take this long to write what was made of it.
    static final Duration DRAIN_GRACE = Duration.ofMillis(500);

    /// Connections at once; one that is idle costs about 6 KiB, so this is some 120 MiB. More wait
    /// in the accept queue.
    static final int MAX_CONNECTIONS = 20_000;

    /// Connections waiting to be accepted; the JavaScript SDK opens one per request.
    static final int ACCEPT_QUEUE = 1024;

    /// All headers of a request; a session token alone may take 8 KiB.
    static final int MAX_HEADER_BYTES = 32 << 10;

    /// Read buffer of a connection that has begun to say something: a small put in one read, and
    /// what a client costs that stops in the middle, or subscribes over HTTP/1.1: Jetty keeps the
    /// buffer for as long as the answer is not complete.
    static final int FIRST_BUFFER_BYTES = 4 << 10;

    /// Read buffer of a connection that has sent more than the first one holds.
    static final int INPUT_BUFFER_BYTES = 16 << 10;

    /// Bytes of an answer handed to a socket at a time. The JDK copies what is on the heap into a
    /// buffer off it for each try, whole, however little the socket then takes, and keeps that
    /// buffer for the thread: writing 10 MB in one go copies it several times over, and 256 workers
    /// would keep 2.5 GB. The launcher tells the JDK to keep no larger ones
    /// (`jdk.nio.maxCachedBufferSize`).
    static final int MAX_WRITE_BYTES = 128 << 10;

    /// Requests in flight on one HTTP/2 connection. Finite, because the Java SDK takes "unlimited"
    /// literally and pipes everything through one connection.
    static final int MAX_CONCURRENT_STREAMS = 1024;

    /// Bytes of one body under way before it is read: 100 MB/s at a round trip of 10 ms.
    static final int STREAM_WINDOW_BYTES = 1 << 20;

    /// Bytes under way on one HTTP/2 connection, over all its bodies. They may sit in buffers while
    /// the budget is exhausted, so this is also what a connection can cost.
    static final int SESSION_WINDOW_BYTES = 4 << 20;

    /// Frames a second that cost the sender nothing (PING, SETTINGS, RST_STREAM, empty DATA,
    /// PRIORITY) before the connection is closed: far above what an SDK with its timeouts sends,
    /// far below a rapid-reset attack (CVE-2023-44487).
    static final int MAX_CONTROL_FRAMES_PER_SECOND = 500;

    private HttpLimits() {}
}
