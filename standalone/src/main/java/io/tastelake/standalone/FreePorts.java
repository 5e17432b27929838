package io.tastelake.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
final class FreePorts {

  /**
   * Below those that systems give to outgoing connections by default (Linux: from 32768, others
   * from 49152), so that none of them takes a port between picking it and listening on it; and
   * below those that Kubernetes forwards.
   */
  private static final int FIRST = 20_000;

  private static final int END = 30_000;

  private FreePorts() {}

  /** Distinct ports that nothing listens on just now. */
  static List<Integer> pick(int count) {
    return ThreadLocalRandom.current()
        .ints(FIRST, END)
        .distinct()
        .limit(END - FIRST)
        .filter(FreePorts::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes sure that {@code port} of {@code host} can be listened on; 0 always can.
   *
   * @throws StandaloneException if something else listens there
   */
  static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StandaloneException(
          "Port " + port + " of " + host + " cannot be used.",
          "The system says: " + e.getMessage() + ".",
          "Stop the process that listens there, or choose another port with --port N (0: a free one)"
              + " or another address with --host.",
          e);
    }
  }
}
