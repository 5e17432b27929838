package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir private Path folder;

  @Test
  void keepsItsRowsAndAsksForItsPassword() throws Exception {
    String password;
    try (PostgresServer server = PostgresServer.start(folder)) {
      password = server.password();
      execute(server, "CREATE TABLE kept (value int)");
      execute(server, "INSERT INTO kept VALUES (42)");
      assertThat(text(server, "SHOW fsync")).isEqualTo("on");
      assertThat(text(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("password"))))
        .isEqualTo("rw-------");
    leaveAPidThatBelongsToAnotherProgramByNow();
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThat(server.password()).isEqualTo(password);
      assertThat(text(server, "SELECT value FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void keepsWhatItCommittedAndStopsTheServerThatAKillLeftBehind() throws Exception {
    ProcessHandle orphan;
    try (ChildJvm child = ChildJvm.run(Victim.class, folder.toString())) {
      orphan = ProcessHandle.of(Long.parseLong(child.await("committed under"))).orElseThrow();
      child.kill();
    }
    assertThat(orphan.isAlive()).isTrue();
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(text(server, "SELECT value FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void beginsAnewWhereTheFirstPreparationWasCutShort() throws Exception {
    Files.createDirectories(folder.resolve("data.initializing/base"));
    Files.createDirectories(folder.resolve("programs.unpacking/bin"));
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThat(text(server, "SELECT 1")).isEqualTo("1");
    }
  }

  private void leaveAPidThatBelongsToAnotherProgramByNow() throws IOException {
    Path data = folder.resolve("data");
    Files.writeString(
        data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");
  }

  /** Commits a row and waits to be killed. */
  static final class Victim {
    public static void main(String[] args) throws Exception {
      PostgresServer server = PostgresServer.start(Path.of(args[0]));
      execute(server, "CREATE TABLE kept (value int)");
      execute(server, "INSERT INTO kept VALUES (7)");
      String pid = Files.readAllLines(Path.of(args[0], "data", "postmaster.pid")).get(0);
      System.out.println("committed under " + pid);
      new CountDownLatch(1).await();
    }
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }
}
