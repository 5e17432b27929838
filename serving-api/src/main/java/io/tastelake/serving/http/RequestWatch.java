package io.tastelake.serving.http;

import io.tastelake.log.LogRecords;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Gives each request an id, its own if it brings one, which answers, logs and the log's records
 * carry; and measures it.
 */
final class RequestWatch extends Handler.Wrapper {

  /** The header of the id, in requests and answers. */
  static final String HEADER = "X-Request-Id";

  /** Others could forge lines of a log, or carry what belongs in none. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Metrics metrics;
  private final AccessLog accessLog;
  private final AtomicLong inFlight = new AtomicLong();

  RequestWatch(Metrics metrics, AccessLog accessLog) {
    this.metrics = metrics;
    this.accessLog = accessLog;
    metrics.gauge(Metric.HTTP_REQUESTS_IN_FLIGHT, inFlight::get);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    RequestNote note = RequestNote.on(request, id(request));
    response.getHeaders().put(HEADER, note.id());
    inFlight.incrementAndGet();
    Request.addCompletionListener(request, failure -> completed(request, response, note));
    MDC.put(LogRecords.REQUEST, note.id());
    try {
      return super.handle(request, response, callback);
    } finally {
      MDC.remove(LogRecords.REQUEST);
    }
  }

  private static String id(Request request) {
    String given = request.getHeaders().get(HEADER);
    return given != null && SAFE.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }

  private void completed(Request request, Response response, RequestNote note) {
    inFlight.decrementAndGet();
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    metrics.time(
        Metric.HTTP_REQUEST_DURATION,
        nanos,
        method(request),
        note.route(),
        Integer.toString(response.getStatus()));
    accessLog.note(note, method(request), response.getStatus(), nanos);
  }

  /** A caller may make up methods; each would be a label. */
  private static String method(Request request) {
    return METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
  }
}
