package io.tastelake.standalone.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Puts a {@link GateHandler} before everything else that Flink's REST server does with a request.
 * Flink finds this class through {@link java.util.ServiceLoader}.
 */
public final class FlinkGate implements InboundChannelHandlerFactory {

  /**
   * What a request must show. Flink masks options with this word in their names wherever it shows
   * its configuration. Without it, as in a cluster of a test's own, there is no gate.
   */
  public static final ConfigOption<String> TOKEN =
      ConfigOptions.key("tastelake.web.token").stringType().noDefaultValue();

  private static final int MAX_CONNECTIONS = 64;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private final ConnectionLimit limit = new ConnectionLimit(MAX_CONNECTIONS, IDLE_TIMEOUT);

  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders) {
    return configuration.getOptional(TOKEN).map(token -> new ToTheFront(token, limit));
  }

  /**
   * Flink adds this behind handlers that store uploads and gather bodies. Puts the gate before them
   * and goes.
   */
  private static final class ToTheFront extends ChannelInboundHandlerAdapter {

    private final String token;
    private final ConnectionLimit limit;

    ToTheFront(String token, ConnectionLimit limit) {
      this.token = token;
      this.limit = limit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      String codec = pipeline.context(HttpServerCodec.class).name();
      pipeline.addAfter(codec, "gate", new GateHandler(token));
      limit.guard(pipeline);
      pipeline.remove(this);
    }
  }
}
