package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.Callback;

/** Answers that are whole before they are sent: no thread waits for whoever reads them slowly. */
final class WholeAnswer {

  private WholeAnswer() {}

  /**
   * Sends these bytes, which count as the answer's memory until they are sent.
   *
   * @throws io.tastelake.serving.log.OverloadedException if other answers take too much
   */
  static void send(Context context, byte[] bytes) {
    AnswerMemory.Share memory = AnswerMemory.share(context);
    memory.hold(bytes.length);
    HttpOutput output =
        ServletContextRequest.getServletContextRequest(context.req()).getHttpOutput();
    context.future(
        () -> {
          Callback.Completable sent = new Callback.Completable();
          output.sendContent(ByteBuffer.wrap(bytes), sent);
          return sent.whenComplete((done, failure) -> memory.hold(0));
        });
  }
}
