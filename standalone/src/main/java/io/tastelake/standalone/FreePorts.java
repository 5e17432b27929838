package io.tastelake.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback interface. */
final class FreePorts {

  private FreePorts() {}

  /** Distinct ports that nothing listens on just now. */
  static List<Integer> pick(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /**
   * Makes sure that {@code port} can be listened on; 0 always can.
   *
   * @throws StandaloneException if something else listens there
   */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StandaloneException(
          "Port " + port + " cannot be used.",
          "The system says: " + e.getMessage() + ".",
          "Stop what listens there, or take another port with --port N (0: a free one).",
          e);
    }
  }
}
