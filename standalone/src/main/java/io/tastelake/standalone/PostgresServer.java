package io.tastelake.standalone;

import io.tastelake.store.StoreUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A real PostgreSQL on a folder that outlives it, with everything that makes a commit durable. It
 * listens on the loopback interface only and asks for a password.
 *
 * <p>It drives PostgreSQL's own programs. The library around these binaries is made for tests: it
 * trusts every client, turns off fsync, keeps files in the system's temporary folder, and removes
 * data folders that it holds to be stale.
 */
public final class PostgresServer implements Watch.Part, AutoCloseable {

  /** The online store's database, and the user that owns it. */
  public static final String NAME = "tastelake";

  private final StoreUsers users = StoreUsers.fresh();
  private final PostgresPrograms programs;
  private final PostgresProcesses processes;
  private final int port;
  private final String password;

  private PostgresServer(
      PostgresPrograms programs, PostgresProcesses processes, int port, String password) {
    this.programs = programs;
    this.processes = processes;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts on {@code folder}, preparing it first if it is new; returns when it serves. A server
   * that an earlier kill of this process left behind is stopped first.
   *
   * @throws StandaloneException if this user may not run PostgreSQL on this machine
   */
  public static PostgresServer start(Path folder) {
    try {
      PrivateFolder.create(folder);
      PostgresPrograms programs = PostgresPrograms.in(folder);
      PostgresProcesses processes = new PostgresProcesses(folder);
      stopLeftover(programs, processes);
      String password = RandomPassword.keptIn(folder.resolve("password"));
      initialize(programs, processes.data(), folder.resolve("password"));
      PostgresServer server =
          new PostgresServer(programs, processes, FreePorts.pick(1).get(0), password);
      server.startPostmaster();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot run on " + folder, e);
    }
  }

  /**
   * Stops what a killed process left running on {@code folder}.
   *
   * @return whether there was something
   */
  public static boolean stopLeftBehind(Path folder) {
    PostgresProcesses processes = new PostgresProcesses(folder);
    if (processes.all().isEmpty()) {
      return false;
    }
    try {
      stopLeftover(PostgresPrograms.in(folder), processes);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be stopped on " + folder, e);
    }
  }

  /** Whether a server runs on {@code folder}. */
  public static boolean runsOn(Path folder) {
    return new PostgresProcesses(folder).postmaster().isPresent();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  /** Whether it still runs. */
  @Override
  public boolean runs() {
    return processes.postmaster().isPresent();
  }

  /** Starts it again, on the same port, after it has ended by itself. */
  @Override
  public void startAgain() throws IOException {
    stopLeftover(programs, processes);
    startPostmaster();
  }

  @Override
  public String witness() {
    return processes.folder().resolve("server.log").toString();
  }

  /** JDBC address of the online store. */
  public String jdbcUrl() {
    return url(NAME);
  }

  /** Who owns its tables, and everything else. */
  public String user() {
    return NAME;
  }

  /** Who else may connect, each for what it does. */
  StoreUsers users() {
    return users;
  }

  public String password() {
    return password;
  }

  /** Ends open connections and stops. */
  @Override
  public void close() {
    try {
      stopLeftover(programs, processes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void initialize(PostgresPrograms programs, Path data, Path passwordFile)
      throws IOException {
    if (Files.exists(data)) {
      return;
    }
    Path staging = data.resolveSibling("data.initializing");
    PostgresBinaries.delete(staging);
    programs.run(
        "initdb",
        List.of(
            "--pgdata=" + staging,
            "--username=" + NAME,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C"));
    Files.move(staging, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void stopLeftover(PostgresPrograms programs, PostgresProcesses processes)
      throws IOException {
    if (processes.postmaster().isPresent()) {
      programs.run(
          "pg_ctl", List.of("stop", "--pgdata=" + processes.data(), "--mode=fast", "--wait"));
    }
    processes.endOrphans();
  }

  private void startPostmaster() throws IOException {
    try {
      programs.run(
          "pg_ctl",
          List.of(
              "start",
              "--pgdata=" + processes.data(),
              "--log=" + witness(),
              "--wait",
              "--timeout=120",
              "--options=" + options()));
      createDatabase();
    } catch (IOException | RuntimeException e) {
      stopLeftover(programs, processes);
      throw e;
    }
  }

  private String options() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "''");
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("timezone", "UTC");
    settings.put("max_connections", "100");
    settings.put("authentication_timeout", "15s");
    settings.put("shared_buffers", "64MB");
    settings.put("max_wal_size", "256MB");
    settings.put("jit", "off");
    return settings.entrySet().stream()
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  private void createDatabase() throws IOException {
    try (Connection connection = DriverManager.getConnection(url("postgres"), NAME, password);
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
        if (!found.next()) {
          statement.execute("CREATE DATABASE " + NAME);
        }
      }
      StoreUser.createAll(connection, users::password);
    } catch (SQLException e) {
      throw new IOException("Cannot create the online store's database: " + e.getMessage(), e);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
