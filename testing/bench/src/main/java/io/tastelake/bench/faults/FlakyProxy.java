package io.tastelake.bench.faults;

import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Stands between clients and the API, and does to their connections what a bad network does. */
final class FlakyProxy implements AutoCloseable {

  private static final int BUFFER = 8 << 10;
  private static final int MAX_DELAY_MILLIS = 300;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ServerSocket server;
  private final Supplier<URI> api;
  private final Random random;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "flaky-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Optional<FaultKind> fault = Optional.empty();

  private FlakyProxy(ServerSocket server, Supplier<URI> api, Random random) {
    this.server = server;
    this.api = api;
    this.random = random;
  }

  /**
   * Starts on a free port.
   *
   * @param api where connections go just now
   */
  static FlakyProxy start(Supplier<URI> api, long seed) {
    try {
      ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
      FlakyProxy proxy = new FlakyProxy(server, api, new Random(seed));
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Begins to do what {@code kind}, one of the network's, says. */
  void begin(FaultKind kind) {
    fault = Optional.of(kind);
    if (kind == FaultKind.NETWORK_AWAY) {
      open.forEach(FlakyProxy::close);
    }
  }

  /** Passes everything on from now. */
  void heal() {
    fault = Optional.empty();
  }

  private boolean is(FaultKind kind) {
    return fault.filter(kind::equals).isPresent();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        connect(server.accept());
      }
    } catch (IOException e) {
      // it is closed
    }
  }

  private void connect(Socket client) {
    if (is(FaultKind.NETWORK_AWAY)) {
      close(client);
      return;
    }
    try {
      Socket target = new Socket(api.get().getHost(), api.get().getPort());
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      open.add(client);
      open.add(target);
      threads.execute(() -> pass(client, target, false));
      threads.execute(() -> pass(target, client, true));
    } catch (IOException e) {
      close(client);
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!passOn(buffer, read, to, answers)) {
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (answers || from.isClosed()) {
        close(from);
        close(to);
      }
    }
  }

  /** Returns whether the connection goes on. */
  private boolean passOn(byte[] bytes, int count, Socket to, boolean answers)
      throws IOException, InterruptedException {
    if (is(FaultKind.NETWORK_SLOW)) {
      Pause.of(Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)));
    }
    while (is(FaultKind.NETWORK_STALLED)) {
      Pause.of(LOOK_AGAIN);
    }
    if (answers && is(FaultKind.ANSWERS_LOST)) {
      to.shutdownOutput();
      return false;
    }
    boolean cut = is(FaultKind.CONNECTIONS_CUT) && random.nextInt(3) == 0;
    to.getOutputStream().write(bytes, 0, cut ? random.nextInt(count) : count);
    if (cut) {
      throw new IOException("cut");
    }
    return true;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone anyway
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(FlakyProxy::close);
    threads.shutdownNow();
  }
}
