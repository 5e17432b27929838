package io.tastelake.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** An S3 service in memory. Hadoop's S3A of this process reaches it as {@code s3a://BUCKET/KEY}. */
public final class S3Emulator implements AutoCloseable {

  private static final String ENDPOINT = "tastelake.test.s3.endpoint";

  private final Objects objects = new Objects();
  private final AtomicLong served = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool(S3Emulator::daemon);
  private final HttpServer server;

  /** Of its own, since Hadoop keeps one file system per bucket. */
  private final String bucket = "bucket-" + UUID.randomUUID();

  private volatile BiFunction<String, String, Fate> fates = (method, key) -> Fate.SERVED;
  private volatile Duration latency = Duration.ZERO;

  private S3Emulator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts one on a free port; S3A's file systems that are made from now on reach it. */
  public static S3Emulator start() throws IOException {
    S3Emulator emulator = new S3Emulator();
    System.setProperty(ENDPOINT, emulator.endpoint().toString());
    return emulator;
  }

  /** The option of Java by which another process with this module reaches this service, too. */
  public String javaOption() {
    return "-D" + ENDPOINT + "=" + endpoint();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Hadoop's settings that reach this service, for a process without this module's file of them.
   */
  public Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint().toString(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "fs.s3a.access.key", "access",
        "fs.s3a.secret.key", "secret",
        "fs.s3a.input.stream.type", "classic");
  }

  /** What {@code If-None-Match: *} is worth from now on. */
  public void honour(Condition condition) {
    objects.condition(condition);
  }

  /**
   * What befalls each request from now on.
   *
   * @param fates by method and path, such as {@code PUT} and {@code /bucket/key}
   */
  public void decide(BiFunction<String, String, Fate> fates) {
    this.fates = fates;
  }

  /** How long each answer is held back. */
  public void delay(Duration each) {
    latency = each;
  }

  /** How many requests there were. */
  public long requests() {
    return served.get();
  }

  /** A folder of this service's bucket. */
  public URI folder(String name) {
    return URI.create("s3a://" + bucket + "/" + name);
  }

  /** The keys that begin with {@code prefix}. */
  public List<String> keys(String prefix) {
    return objects.bucket(bucket).after("", prefix).map(Map.Entry::getKey).toList();
  }

  /** The keys whose objects were replaced by others. */
  public Set<String> replaced() {
    return Set.copyOf(objects.bucket(bucket).replaced());
  }

  /** An object's text. */
  public String text(String key) {
    return new String(objects.bucket(bucket).get(key).bytes(), StandardCharsets.UTF_8);
  }

  /** Puts an object, whatever has its key, as a writer does that overwrites. */
  public void overwrite(String key, String text) {
    objects.bucket(bucket).put(key, StoredObject.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Multipart uploads that have neither ended nor been given up. */
  public int uploadsUnderWay() {
    return objects.uploadsUnderWay();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      served.incrementAndGet();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      byte[] body =
          SignedChunks.announcedBy(exchange.getRequestHeaders())
              ? SignedChunks.decoded(sent)
              : sent;
      Fate fate = fates.apply(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      holdBack();
      switch (fate) {
        case SERVED -> send(exchange, answer(exchange, body));
        case ANSWER_LOST -> answer(exchange, body);
        case CONFLICT -> send(exchange, Answer.error(409, "ConditionalRequestConflict"));
        case FORBIDDEN -> send(exchange, Answer.error(403, "AccessDenied"));
        case UNAVAILABLE -> send(exchange, Answer.error(503, "ServiceUnavailable"));
      }
    }
  }

  private void holdBack() {
    if (!latency.isZero()) {
      CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(latency.toMillis(), TimeUnit.MILLISECONDS))
          .join();
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    return objects.answer(
        exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "" + answer.body().length);
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "s3");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
