package io.tastelake.serving.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Where requests come from: the peer of the connection or, where that is a proxy of ours, the
 * client that it names in {@code X-Forwarded-For}. Nobody else's header counts. An IPv6 client
 * stands for its network of 64 bits, within which it has as many addresses as it likes, and so does
 * whoever is on this machine, with 127.0.0.0/8 to come from.
 */
final class ClientAddresses {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String UNKNOWN = "unknown";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int NETWORK_BYTES = 8;

  private final List<AddressRange> proxies;

  /**
   * Trusts these proxies.
   *
   * @param proxies addresses, or ranges such as {@code 10.0.0.0/8}
   */
  ClientAddresses(Set<String> proxies) {
    this.proxies = proxies.stream().map(AddressRange::parse).toList();
  }

  /** The client of a request. */
  String of(Request request) {
    return of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders());
  }

  String of(SocketAddress remote, HttpFields headers) {
    return address(remote)
        .map(peer -> name(isProxy(peer) ? forwarded(headers, peer) : peer))
        .orElse(UNKNOWN);
  }

  /** The one who opened a connection; empty if it is a proxy, which stands for many. */
  Optional<String> ofConnection(SocketAddress remote) {
    return address(remote).filter(address -> !isProxy(address)).map(ClientAddresses::name);
  }

  /** Every proxy adds at the end whom it was asked by. */
  private InetAddress forwarded(HttpFields headers, InetAddress peer) {
    List<String> named = headers.getCSV(FORWARDED_FOR, false);
    InetAddress last = peer;
    for (int i = named.size() - 1; i >= 0 && isProxy(last); i--) {
      Optional<InetAddress> next = AddressRange.address(named.get(i).strip());
      if (next.isEmpty()) {
        return last;
      }
      last = next.get();
    }
    return last;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<InetAddress> address(SocketAddress socket) {
    return socket instanceof InetSocketAddress inet
        ? Optional.ofNullable(inet.getAddress())
        : Optional.empty();
  }

  private static String name(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (address instanceof Inet6Address) {
      byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
      return HexFormat.of().formatHex(network).replaceAll("(....)", "$1:") + ":/64";
    }
    return address.getHostAddress();
  }
}
