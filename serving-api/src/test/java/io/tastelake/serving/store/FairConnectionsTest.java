package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairConnectionsTest {

  private final FairConnections connections =
      new FairConnections(FairConnectionsTest::connection, 8, Duration.ofMillis(20));

  private static Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            FairConnectionsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> null);
  }

  private List<Connection> all(String tenant) {
    List<Connection> taken = new ArrayList<>();
    Tenants.Work work = Tenants.workFor(tenant);
    try {
      while (true) {
        taken.add(connections.open());
      }
    } catch (SQLException full) {
      assertThat((Throwable) full).isInstanceOf(SQLTransientConnectionException.class);
    } finally {
      work.close();
    }
    return taken;
  }

  @Test
  void whoeverTakesAllLeavesSomeToOthers() {
    assertThat(all("greedy")).hasSize(6);
    assertThat(all("modest")).hasSize(2);
    assertThat(all("late")).isEmpty();
  }

  @Test
  void whatIsClosedIsThereAgainOnce() throws SQLException {
    List<Connection> taken = all("greedy");
    taken.get(0).close();
    taken.get(0).close();
    assertThat(all("greedy")).hasSize(1);
    assertThat(all("modest")).hasSize(2);
  }

  @Test
  void aPoolThatFailsTakesNothing() {
    FairConnections failing =
        new FairConnections(
            () -> {
              throw new SQLException("away");
            },
            1,
            Duration.ofMillis(20));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(failing::open).hasMessage("away");
    }
  }
}
