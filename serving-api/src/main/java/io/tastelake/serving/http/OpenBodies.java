package io.tastelake.serving.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the body of a request that needs no token, or has it in there, before anybody works on it:
 * whoever is still sending has no thread and no place, and the others are served meanwhile.
 */
final class OpenBodies extends Handler.Wrapper {

  /** Names and passwords of 1,024 characters, escaped one by one, fit. */
  private static final int MAX_BYTES_OF_A_LOGIN = 32 << 10;

  /** Twice what the connections of one address come to. */
  private static final int BODIES_HELD = 1_024;

  private final Predicate<String> paths;
  private final int maxBytes;
  private final ApiException tooLarge;
  private final Duration time;
  private final Consumer<ApiException> refusals;
  private final AtomicLong held = new AtomicLong();

  private OpenBodies(
      Predicate<String> paths,
      int maxBytes,
      ApiException tooLarge,
      Duration time,
      Consumer<ApiException> refusals) {
    this.paths = paths;
    this.maxBytes = maxBytes;
    this.tooLarge = tooLarge;
    this.time = time;
    this.refusals = refusals;
  }

  /**
   * Takes logins and forms.
   *
   * @param paths where they come, in their one spelling
   * @param time that a body has from the end of its head
   */
  static OpenBodies ofLogins(Set<String> paths, Duration time) {
    ApiException tooLarge =
        ApiException.wrongData(
            ErrorName.WRONG_DATA_TYPE,
            "The body is larger than %,d bytes: a login needs fewer."
                .formatted(MAX_BYTES_OF_A_LOGIN));
    return new OpenBodies(paths::contains, MAX_BYTES_OF_A_LOGIN, tooLarge, time, refusal -> {});
  }

  /**
   * Takes beacons.
   *
   * @param paths where they come, with names in braces for parts that differ
   * @param refusals are told of each, since nobody reads what a beacon is answered
   */
  static OpenBodies ofBeacons(Set<String> paths, Duration time, Consumer<ApiException> refusals) {
    Predicate<String> anyOf =
        Pattern.compile(String.join("|", paths).replaceAll("\\{[^}]*}", "[^/]+"))
            .asMatchPredicate();
    return new OpenBodies(anyOf, Beacon.MAX_BYTES, Beacon.tooLarge(), time, refusals);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (path == null || !paths.test(path)) {
      return super.handle(request, response, callback);
    }
    new Taking(request, response, callback).begin();
    return true;
  }

  private ApiException tooSlow() {
    return ApiException.wrongData(
        ErrorName.WRONG_DATA_TYPE,
        "The body did not arrive within %d seconds: send it again.".formatted(time.toSeconds()));
  }

  private final class Taking {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private final AtomicBoolean done = new AtomicBoolean();

    Taking(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = Callback.from(callback, () -> held.addAndGet(-body.size()));
    }

    void begin() {
      if (request.getLength() > maxBytes) {
        refuse(tooLarge);
        return;
      }
      boolean taken = take();
      if (taken) {
        serve();
      } else if (!done.get()) {
        var unused =
            request
                .getComponents()
                .getScheduler()
                .schedule(() -> refuse(tooSlow()), time.toMillis(), TimeUnit.MILLISECONDS);
        request.demand(this::goOn);
      }
    }

    private void goOn() {
      if (done.get()) {
        return;
      }
      if (take()) {
        request.getContext().execute(this::serve);
      } else if (!done.get()) {
        request.demand(this::goOn);
      }
    }

    /** Takes what has come; says whether it was the last of it. */
    private boolean take() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          return false;
        }
        if (Content.Chunk.isFailure(chunk)) {
          refuse(JsonBody.cutOff());
          return false;
        }
        boolean last = chunk.isLast();
        add(chunk);
        chunk.release();
        if (done.get()) {
          return false;
        }
        if (last) {
          return true;
        }
      }
    }

    private void add(Content.Chunk chunk) {
      int more = chunk.remaining();
      if (body.size() + more > maxBytes) {
        refuse(tooLarge);
      } else if (held.addAndGet(more) > (long) BODIES_HELD * maxBytes) {
        held.addAndGet(-more);
        refuse(ApiException.overloaded("This instance has too many bodies in flight: retry."));
      } else {
        byte[] bytes = new byte[more];
        chunk.get(bytes, 0, more);
        body.writeBytes(bytes);
      }
    }

    private void serve() {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      try {
        if (!next(new Taken(request, body.toByteArray()), response, callback)) {
          Response.writeError(request, response, callback, 404);
        }
      } catch (Exception e) {
        Response.writeError(request, response, callback, e);
      }
    }

    private void refuse(ApiException error) {
      if (done.compareAndSet(false, true)) {
        refusals.accept(error);
        var unused = request.consumeAvailable();
        ServerErrors.write(error, request, response, callback);
      }
    }
  }

  private boolean next(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, response, callback);
  }

  /** A request whose body is here. */
  private static final class Taken extends Request.Wrapper {

    private final byte[] body;
    private boolean read;

    Taken(Request request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public Content.Chunk read() {
      if (read) {
        return Content.Chunk.EOF;
      }
      read = true;
      return Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public void demand(Runnable arrived) {
      arrived.run();
    }

    @Override
    public long getLength() {
      return body.length;
    }

    @Override
    public boolean consumeAvailable() {
      read = true;
      return true;
    }
  }
}
