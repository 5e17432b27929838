package io.tastelake.serving.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The open connections of each client address, and who holds them: newcomers of whom no request has
 * come, strangers without a valid token, an organization, or its frontend tokens. Where an address
 * has too many, one of whoever has the most is closed, the one that has stood still longest: a
 * flood closes its own connections, and whoever shares its address gets in. Where all addresses
 * together have too many, it is one of newcomers or strangers, from wherever it comes, or where
 * there are none, one of the address that has the most. No connection is closed while a thread
 * works on its request. As there are fewer threads than connections of an address, nobody can hold
 * all that way; if it happens, it is the new connection that is closed. Thread-safe.
 */
final class Connections implements Connection.Listener {

  private static final String NEWCOMERS = "newcomers";
  private static final String STRANGERS = "strangers";

  private final ClientAddresses addresses;
  private final Limits.Open most;
  private final Map<String, Address> held = new HashMap<>();
  private final Map<Connection, Open> open = new HashMap<>();

  /** Those of newcomers and strangers, the one that has stood still longest first. */
  private final Set<Connection> nobodys = new LinkedHashSet<>();

  /** What one address holds. */
  private static final class Address {

    private final String name;
    private final Map<String, Set<Connection>> waiting = new HashMap<>();
    private int all;

    Address(String name) {
      this.name = name;
    }

    Optional<Connection> longestWaiting() {
      return waiting.values().stream()
          .max(Comparator.comparingInt(Set::size))
          .map(most -> most.iterator().next());
    }
  }

  /** A connection. */
  private final class Open {

    private final Connection connection;
    private final Address address;
    private String holder = NEWCOMERS;

    Open(Connection connection, Address address) {
      this.connection = connection;
      this.address = address;
    }

    void startWaiting() {
      address.waiting.computeIfAbsent(holder, key -> new LinkedHashSet<>()).add(connection);
      if (holder.equals(NEWCOMERS) || holder.equals(STRANGERS)) {
        nobodys.add(connection);
      }
    }

    void stopWaiting() {
      nobodys.remove(connection);
      address.waiting.computeIfPresent(
          holder,
          (key, others) -> {
            others.remove(connection);
            return others.isEmpty() ? null : others;
          });
    }
  }

  Connections(ClientAddresses addresses, Limits.Open most) {
    this.addresses = addresses;
    this.most = most;
  }

  /** Takes note of the requests that are worked on. */
  Handler.Singleton watch() {
    return new Watch();
  }

  /** Notes whose token came with the request that is worked on. */
  synchronized void known(Connection connection, String holder) {
    Open mine = open.get(connection);
    if (mine != null) {
      mine.stopWaiting();
      mine.holder = holder;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    addresses
        .ofConnection(connection.getEndPoint().getRemoteSocketAddress())
        .flatMap(address -> opened(connection, address))
        .ifPresent(tooMany -> tooMany.getEndPoint().close());
  }

  /** Takes in a connection, and says which one is too many. */
  private synchronized Optional<Connection> opened(Connection connection, String name) {
    Address address = held.computeIfAbsent(name, Address::new);
    Optional<Connection> tooMany =
        isFull(address)
            ? Optional.of(longestWaiting(address).orElse(connection))
            : Optional.empty();
    tooMany.map(open::get).ifPresent(Open::stopWaiting);
    Open mine = new Open(connection, address);
    open.put(connection, mine);
    address.all++;
    mine.startWaiting();
    return tooMany;
  }

  private boolean isFull(Address address) {
    return address.all >= most.ofAnAddress() || open.size() >= most.ofAll();
  }

  private Optional<Connection> longestWaiting(Address full) {
    return full.all >= most.ofAnAddress() ? full.longestWaiting() : longestWaiting();
  }

  private Optional<Connection> longestWaiting() {
    return nobodys.stream()
        .findFirst()
        .or(
            () ->
                held.values().stream()
                    .filter(address -> !address.waiting.isEmpty())
                    .max(Comparator.comparingInt(address -> address.all))
                    .flatMap(Address::longestWaiting));
  }

  /** A closed connection no longer says whose it was. */
  @Override
  public synchronized void onClosed(Connection connection) {
    Open mine = open.remove(connection);
    if (mine != null) {
      mine.stopWaiting();
      mine.address.all--;
      if (mine.address.all == 0) {
        held.remove(mine.address.name);
      }
    }
  }

  private synchronized void begin(Connection connection) {
    Open mine = open.get(connection);
    if (mine != null) {
      mine.stopWaiting();
      mine.holder = mine.holder.equals(NEWCOMERS) ? STRANGERS : mine.holder;
    }
  }

  private synchronized void end(Connection connection) {
    Open mine = open.get(connection);
    if (mine != null) {
      mine.startWaiting();
    }
  }

  private final class Watch extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Connection connection = request.getConnectionMetaData().getConnection();
      begin(connection);
      try {
        return super.handle(request, response, callback);
      } finally {
        end(connection);
      }
    }
  }
}
