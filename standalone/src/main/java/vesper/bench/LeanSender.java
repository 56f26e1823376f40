package vesper.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends payments, one or many a request, over a fixed number of kept connections from one thread, so that the sender takes as little of the
 * machine as it can: it shares the machine with the bank that is measured. A connection that the bank closes is opened again.
 */
final class LeanSender implements AutoCloseable {
    private static final int FEW = 32;
    private static final int MAX_ANSWER = 64 * 1024;

    /** Told what came of a batch, on the thread that sends. */
    interface Answered {
        /** @param problem null if all of it was accepted */
        void answered(@Nullable String problem);
    }

    /** @param key idempotency key; null for a batch, in which each payment has its own */
    record Post(String path, @Nullable String key, byte[] body) {}

    /** @param again whether a connection was closed on it before */
    private record Request(Post post, Answered answered, boolean again) {}

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Bootstrap bootstrap;
    private final String host;
    private final String bearer;
    private final int connections;
    private final Queue<Connection> idle = new ArrayDeque<>();
    private final Queue<Request> waiting = new ArrayDeque<>();

    /** Opens few connections, for requests that come at a pace. */
    LeanSender(URI bank, String token) throws InterruptedException {
        this(bank, token, FEW);
    }

    /** Opens the connections. */
    LeanSender(URI bank, String token, int connections) throws InterruptedException {
        this.connections = connections;
        host = bank.getHost() + ":" + bank.getPort();
        bearer = "Bearer " + token;
        bootstrap = new Bootstrap()
                .group(loop)
                .remoteAddress(bank.getHost(), bank.getPort())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MAX_ANSWER))
                                .addLast(new Connection());
                    }
                });
        for (int n = 0; n < connections; n++) {
            bootstrap.connect().sync();
        }
    }

    int connections() {
        return connections;
    }

    /** Sends a batch of payments as soon as a connection is free; returns at once. */
    void send(byte[] body, Answered answered) {
        send(new Post("/v1/payments/batch", null, body), answered);
    }

    /** Sends a request as soon as a connection is free; returns at once. */
    void send(Post post, Answered answered) {
        Request request = new Request(post, answered, false);
        loop.execute(() -> {
            Connection connection = idle.poll();
            if (connection == null) {
                waiting.add(request);
            } else {
                connection.send(request);
            }
        });
    }

    /** Where no connection can be opened, nobody would be told. */
    private void tellAllWaiting(String problem) {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            request.answered().answered(problem);
        }
    }

    /** One connection, with at most one request on it. All on the one thread. */
    private final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
        private @Nullable ChannelHandlerContext channel;
        private @Nullable Request pending;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context;
            next();
        }

        private void next() {
            Request request = waiting.poll();
            if (request == null) {
                idle.add(this);
            } else {
                send(request);
            }
        }

        void send(Request request) {
            pending = request;
            FullHttpRequest post = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    HttpMethod.POST,
                    request.post().path(),
                    Unpooled.wrappedBuffer(request.post().body()));
            if (request.post().key() != null) {
                post.headers().set("Idempotency-Key", request.post().key());
            }
            post.headers()
                    .set(HttpHeaderNames.HOST, host)
                    .set(HttpHeaderNames.AUTHORIZATION, bearer)
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, request.post().body().length);
            if (channel != null) {
                var unused = channel.writeAndFlush(post);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            String text = response.content().toString(StandardCharsets.UTF_8);
            boolean taken = response.status().code() / 100 == 2 && !text.contains("\"problem\"");
            settle(taken ? null : "status " + response.status().code() + ": " + text);
            next();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            settle(cause.toString());
            var unused = context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            idle.remove(this);
            Request unanswered = pending;
            if (unanswered != null && !unanswered.again() && !group.isShuttingDown()) {
                // Closed for being idle while the request was on its way: each can be sent again, as any client would.
                pending = null;
                waiting.add(new Request(unanswered.post(), unanswered.answered(), true));
            }
            settle("the bank closed the connection");
            if (!group.isShuttingDown()) {
                bootstrap.connect().addListener(opened -> {
                    if (!opened.isSuccess()) {
                        tellAllWaiting(opened.cause().toString());
                    }
                });
            }
        }

        private void settle(@Nullable String problem) {
            Request settled = pending;
            pending = null;
            if (settled != null) {
                settled.answered().answered(problem);
            }
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
