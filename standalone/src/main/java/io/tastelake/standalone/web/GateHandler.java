package io.tastelake.standalone.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelDuplexHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPromise;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * One connection to Flink's REST server: lets {@linkplain Visitor reading requests that show the
 * token} pass and closes on anything else, before a body is read. No answer allows other origins.
 */
final class GateHandler extends ChannelDuplexHandler {

  private static final String REFUSAL =
      """
      Flink's web interface is read-only here and asks for a token.
      Open the address that access.json in the data folder gives as "flink".
      """;

  private final String token;
  private boolean refused;

  GateHandler(String token) {
    this.token = token;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!refused && message instanceof HttpRequest request) {
      admit(context, request);
    }
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void admit(ChannelHandlerContext context, HttpRequest request) {
    int port = ((InetSocketAddress) context.channel().localAddress()).getPort();
    Visitor visitor = new Visitor(request, port);
    if (!visitor.reads() || !visitor.shows(token)) {
      refused = true;
      send(context, answer(HttpResponseStatus.FORBIDDEN, REFUSAL));
    } else if (visitor.comesWithLink()) {
      refused = true; // the browser comes again, with the cookie instead of the link's token
      FullHttpResponse answer = answer(HttpResponseStatus.SEE_OTHER, "");
      answer.headers().set(HttpHeaderNames.LOCATION, "/");
      answer.headers().set(HttpHeaderNames.SET_COOKIE, Visitor.cookie(token, port));
      send(context, answer);
    }
  }

  private static FullHttpResponse answer(HttpResponseStatus status, String text) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, UTF_8));
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
    answer.headers().set(HttpHeaderNames.CONNECTION, "close");
    return answer;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the connection is closed whatever comes of it
  private static void send(ChannelHandlerContext context, FullHttpResponse answer) {
    protect(answer.headers());
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      protect(response.headers());
    }
    super.write(context, message, promise);
  }

  private static void protect(HttpHeaders headers) {
    headers.remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
    headers.set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
  }
}
