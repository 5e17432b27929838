package io.tastelake.standalone.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler.Sharable;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.timeout.IdleStateEvent;
import org.apache.flink.shaded.netty4.io.netty.handler.timeout.IdleStateHandler;

/**
 * How many connections a server holds at once, and for how long one may stand still: each costs a
 * file, which whoever reaches the port could otherwise take from the whole process.
 */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

  private final int maxConnections;
  private final Duration idleTimeout;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int maxConnections, Duration idleTimeout) {
    this.maxConnections = maxConnections;
    this.idleTimeout = idleTimeout;
  }

  /** Comes before everything else that a connection goes through. */
  void guard(ChannelPipeline pipeline) {
    pipeline.addFirst("connection-limit", this);
    pipeline.addFirst(
        "idle", new IdleStateHandler(0, 0, idleTimeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    if (open.incrementAndGet() > maxConnections) {
      close(context);
    } else {
      super.channelActive(context);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    open.decrementAndGet();
    super.channelInactive(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      close(context);
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do on it
  private static void close(ChannelHandlerContext context) {
    context.close();
  }
}
