package io.millrace.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One keep-alive HTTP/1.1 connection that holds a {@link Conversation}. It opens itself, and opens
/// itself again when it breaks. All of it runs on one event loop.
final class HttpConnection {
    private static final AsciiString AMZ_DATE = AsciiString.cached("x-amz-date");
    private static final AsciiString AMZ_TARGET = AsciiString.cached("x-amz-target");
    private static final AsciiString AMZ_HASH = AsciiString.cached("x-amz-content-sha256");
    private static final AsciiString AMZ_TOKEN = AsciiString.cached("x-amz-security-token");
    private static final String TARGET_PREFIX = "Kinesis_20131202.";
    private static final long REOPEN_AFTER_MILLIS = 100;

    /// What is written is made here, so it need not be looked through for what must not stand
    /// there.
    private static final HttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final RequestSigner signer;
    private final String host;
    private final String contentType;
    private final LongSupplier nanoClock;
    private final Conversation conversation;

    private final Body reply = new Body();
    private @Nullable ChannelHandlerContext channel;
    private boolean inFlight;

    /// In flight, opening, or pausing: not the time to ask for the next request.
    private boolean waiting;

    private boolean closed;
    private int status;
    private long sentNanos;

    /// @param bootstrap makes a channel; its address is set, its handlers but the last too
    HttpConnection(
            EventLoop loop,
            Bootstrap bootstrap,
            RequestSigner signer,
            HttpLoop.Shape shape,
            LongSupplier nanoClock,
            Conversation conversation) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.signer = signer;
        this.host = shape.host();
        this.contentType = shape.contentType();
        this.nanoClock = nanoClock;
        this.conversation = conversation;
    }

    /// Asks the conversation whether there is something to say now. From any thread.
    void wake() {
        loop.execute(this::advance);
    }

    /// Ends the connection. From any thread.
    void close() {
        loop.execute(() -> {
            closed = true;
            if (channel != null) {
                var _ = channel.close();
            }
        });
    }

    private void open() {
        waiting = true;
        ChannelFuture opening = bootstrap.clone(loop).handler(HttpLoop.pipeline(this)).connect();
        var _ =
                opening.addListener(done -> {
                    if (!done.isSuccess()) {
                        conversation.failed(done.cause());
                        resumeLater(REOPEN_AFTER_MILLIS);
                    }
                });
    }

    private void resumeLater(long millis) {
        var _ =
                loop.schedule(
                        () -> {
                            waiting = false;
                            advance();
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void advance() {
        if (waiting || closed) {
            return;
        }
        if (channel == null) {
            open();
            return;
        }
        Conversation.Call call = conversation.next();
        if (call != null) {
            waiting = true;
            inFlight = true;
            send(channel, call);
        }
    }

    private void send(ChannelHandlerContext context, Conversation.Call call) {
        Body body = call.body();
        String target = TARGET_PREFIX + call.operation();
        RequestSigner.Signature signature = signer.sign(target, body.bytes(), body.length());
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        "/",
                        Unpooled.wrappedBuffer(body.bytes(), 0, body.length()),
                        HEADERS,
                        HEADERS);
        HttpHeaders headers = request.headers();
        headers.add(HttpHeaderNames.HOST, host);
        headers.add(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.add(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()));
        headers.add(AMZ_TARGET, target);
        headers.add(AMZ_DATE, signature.date());
        headers.add(AMZ_HASH, signature.bodyHash());
        if (!signer.token().isEmpty()) {
            headers.add(AMZ_TOKEN, signer.token());
        }
        headers.add(HttpHeaderNames.AUTHORIZATION, signature.authorization());
        sentNanos = nanoClock.getAsLong();
        var _ = context.writeAndFlush(request, context.voidPromise());
    }

    /// The last handler of a channel: hands the answer's pieces to the connection.
    final class Receiver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context;
            waiting = false;
            advance();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                receive((HttpObject) message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lost(new IOException("the server closed the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            lost(cause);
            var _ = context.close();
        }
    }

    private void receive(HttpObject message) {
        if (message.decoderResult().isFailure()) {
            throw new IllegalStateException(
                    "no HTTP answer: " + message.decoderResult().cause().getMessage());
        }
        if (message instanceof HttpResponse head) {
            status = head.status().code();
            reply.reset();
            // Growing by doubling would take twice the memory for a page of ten megabytes.
            reply.reserve(HttpUtil.getContentLength(head, 0));
        }
        if (message instanceof HttpContent piece) {
            reply.take(piece.content());
        }
        if (message instanceof LastHttpContent) {
            inFlight = false;
            long pauseMillis =
                    conversation.answered(status, reply, nanoClock.getAsLong() - sentNanos);
            if (pauseMillis > 0) {
                resumeLater(pauseMillis);
            } else {
                waiting = false;
                advance();
            }
        }
    }

    private void lost(Throwable cause) {
        if (channel == null) {
            return;
        }
        channel = null;
        if (inFlight && !closed) {
            inFlight = false;
            conversation.failed(cause);
            resumeLater(REOPEN_AFTER_MILLIS);
        }
    }
}
