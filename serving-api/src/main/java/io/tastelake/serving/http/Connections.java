package io.tastelake.serving.http;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections of each client address. Where an address has too many, the one that has been
 * open longest without a genuine token is closed: a flood closes its own connections, and whoever
 * shares its address gets in. Thread-safe.
 */
final class Connections implements Connection.Listener {

  private final ClientAddresses addresses;
  private final int perAddress;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<Connection, String> addressOf = new ConcurrentHashMap<>();

  /** What one address holds. */
  private static final class Held {

    int all;
    final LinkedHashSet<Connection> strangers = new LinkedHashSet<>();
  }

  Connections(ClientAddresses addresses, int perAddress) {
    this.addresses = addresses;
    this.perAddress = perAddress;
  }

  /** Notes that a genuine token came over a connection. */
  void known(Connection connection) {
    String address = addressOf.get(connection);
    if (address != null) {
      held.computeIfPresent(
          address,
          (key, mine) -> {
            mine.strangers.remove(connection);
            return mine;
          });
    }
  }

  @Override
  public void onOpened(Connection connection) {
    client(connection)
        .ifPresent(
            address -> {
              addressOf.put(connection, address);
              opened(connection, address);
            });
  }

  private void opened(Connection connection, String address) {
    AtomicReference<Connection> tooMany = new AtomicReference<>();
    held.compute(
        address,
        (key, before) -> {
          Held mine = before == null ? new Held() : before;
          mine.all++;
          mine.strangers.add(connection);
          if (mine.all > perAddress) {
            tooMany.set(mine.strangers.iterator().next());
            mine.strangers.remove(tooMany.get());
          }
          return mine;
        });
    if (tooMany.get() != null) {
      tooMany.get().getEndPoint().close();
    }
  }

  /** A closed connection no longer says whose it was. */
  @Override
  public void onClosed(Connection connection) {
    String address = addressOf.remove(connection);
    if (address != null) {
      held.computeIfPresent(
          address,
          (key, mine) -> {
            mine.strangers.remove(connection);
            mine.all--;
            return mine.all == 0 ? null : mine;
          });
    }
  }

  private Optional<String> client(Connection connection) {
    return addresses.ofConnection(connection.getEndPoint().getRemoteSocketAddress());
  }
}
