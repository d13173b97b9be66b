package io.millrace.cli.bench;

import io.millrace.cli.client.Target;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The few threads that serve all connections of a run.
///
/// Few, because the load generator shares its machine with the server: a thread that serves many
/// connections sleeps less often and so costs less for each request.
final class HttpLoop implements AutoCloseable {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int CONNECT_MILLIS = 5_000;

    /// A page of GetRecords has up to ten megabytes; this many are read at once.
    private static final int MAX_READ_BYTES = 1 << 20;

    private static final int FIRST_READ_BYTES = 2048;

    /// What all requests have in common.
    ///
    /// @param host value of `Host`
    record Shape(String host, String contentType) {}

    private final MultiThreadIoEventLoopGroup threads;
    private final Target target;
    private final AwsCredentialsIdentity credentials;
    private final Shape shape;
    private final LongSupplier nanoClock;
    private final InstantSource wallClock;
    private final Bootstrap bootstrap;
    private final List<HttpConnection> connections = new ArrayList<>();

    HttpLoop(
            Target target,
            AwsCredentialsIdentity credentials,
            WireFormat format,
            int threadCount,
            LongSupplier nanoClock,
            InstantSource wallClock) {
        this.threads = new MultiThreadIoEventLoopGroup(threadCount, NioIoHandler.newFactory());
        this.target = target;
        this.credentials = credentials;
        this.shape = new Shape(hostOf(target), format.contentType());
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.bootstrap =
                new Bootstrap()
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(
                                        FIRST_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES))
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .remoteAddress(target.endpoint().getHost(), portOf(target));
        SslContext tls = tls();
        if (tls != null) {
            bootstrap.attr(Tls.CONTEXT, tls);
        }
    }

    private static int portOf(Target target) {
        int port = target.endpoint().getPort();
        return port >= 0 ? port : isTls(target) ? HTTPS_PORT : HTTP_PORT;
    }

    private static boolean isTls(Target target) {
        return target.endpoint().getScheme().equals("https");
    }

    private static String hostOf(Target target) {
        String host = target.endpoint().getHost();
        int port = portOf(target);
        return port == (isTls(target) ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
    }

    private @Nullable SslContext tls() {
        if (!isTls(target)) {
            return null;
        }
        try {
            SslContextBuilder builder = SslContextBuilder.forClient();
            if (target.acceptAnyCertificate()) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    /// A connection that begins to talk once woken.
    HttpConnection connection(Conversation conversation) {
        EventLoop loop = (EventLoop) threads.next();
        RequestSigner signer =
                new RequestSigner(
                        credentials, target.region(), shape.host(), shape.contentType(), wallClock);
        HttpConnection connection =
                new HttpConnection(loop, bootstrap, signer, shape, nanoClock, conversation);
        connections.add(connection);
        return connection;
    }

    /// Runs `task` again and again on a thread of the loop.
    void everyMillisecond(Runnable task) {
        var _ = threads.next().scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
    }

    static ChannelHandler pipeline(HttpConnection connection) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                Tls.addTo(channel);
                HttpDecoderConfig decoding =
                        new HttpDecoderConfig().setMaxChunkSize(MAX_READ_BYTES);
                HttpClientCodec codec = new HttpClientCodec(decoding, false, false);
                channel.pipeline().addLast(codec, connection.new Receiver());
            }
        };
    }

    @Override
    public void close() {
        connections.forEach(HttpConnection::close);
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
