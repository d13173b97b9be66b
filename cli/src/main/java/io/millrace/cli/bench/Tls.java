package io.millrace.cli.bench;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AttributeKey;

/// Puts TLS before a channel's other handlers, if the channel's connections want it.
final class Tls {
    static final AttributeKey<SslContext> CONTEXT = AttributeKey.valueOf("millrace.tls");

    private Tls() {}

    static void addTo(Channel channel) {
        SslContext context = channel.attr(CONTEXT).get();
        if (context != null) {
            channel.pipeline().addLast(context.newHandler(channel.alloc()));
        }
    }
}
