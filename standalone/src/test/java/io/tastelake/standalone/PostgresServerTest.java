package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    try (ChildJvm child = ChildJvm.run(Victim.class, folder.toString())) {
      child.await("committed");
      child.kill();
    }
    String orphan = postmaster(folder);
    assertThat(ProcessHandle.of(Long.parseLong(orphan))).isPresent();
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThat(postmaster(folder)).isNotEqualTo(orphan);
      assertThat(text(server, "SELECT value FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void whateverKillsItIsMendedWhereItWas() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder);
        Watch watch = Watch.start(server, 20)) {
      execute(server, "CREATE TABLE kept (value int)");
      execute(server, "INSERT INTO kept VALUES (3)");
      for (int kill = 0; kill < 2; kill++) {
        String killed = postmaster(folder);
        assertThat(PostgresServer.runsOn(folder)).isTrue();
        ProcessHandle.of(Long.parseLong(killed)).orElseThrow().destroyForcibly();
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .until(() -> text(server, "SELECT value FROM kept").equals("3"));
        assertThat(postmaster(folder)).isNotEqualTo(killed);
      }
      assertThat(watch).isNotNull();
    }
    assertThat(new PostgresProcesses(folder).all()).isEmpty();
  }

  @Test
  void whatAKillLeftBehindCanBeStoppedByAnotherProcess() throws Exception {
    try (ChildJvm child = ChildJvm.run(Victim.class, folder.toString())) {
      child.await("committed");
      child.kill();
    }
    assertThat(PostgresServer.runsOn(folder)).isTrue();
    assertThat(PostgresServer.stopLeftBehind(folder)).isTrue();
    assertThat(PostgresServer.runsOn(folder)).isFalse();
    assertThat(PostgresServer.stopLeftBehind(folder)).isFalse();
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
      System.out.println("committed");
      Pause.untilInterrupted();
    }
  }

  private static String postmaster(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
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
