package io.tastelake.e2e.kit;

import io.tastelake.serving.ServingApi;
import io.tastelake.serving.store.StorePool;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.PostgresServer;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.StandaloneConfig;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.SigningKeysTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One standalone inside this process, for all test classes that it runs and that take one: each
 * works in databases of its own.
 */
public final class SharedSystem implements AutoCloseable {

  /** Short, so that many commits happen beside a test. */
  private static final Duration FRESHNESS = Duration.ofMillis(300);

  private final Path folder;
  private final Standalone standalone;
  private final AtomicInteger tenants = new AtomicInteger();

  private SharedSystem(Path folder, Standalone standalone) {
    this.folder = folder;
    this.standalone = standalone;
  }

  private static SharedSystem start() {
    try {
      Path folder = UnderTarget.create("SharedSystem");
      DataFolder data = new DataFolder(folder.resolve("data"));
      return new SharedSystem(
          folder, Standalone.start(StandaloneConfig.defaults(data).withFreshness(FRESHNESS)));
    } catch (Exception e) {
      throw new IllegalStateException("The shared system does not start", e);
    }
  }

  /** A client that nobody is logged in with. */
  public ApiClient client() {
    return ApiClient.of(standalone.api());
  }

  public Access access() {
    return standalone.access();
  }

  public Log log() {
    return new Log(standalone.brokers());
  }

  public URI lake() {
    return standalone.lake();
  }

  /** Where its parts are, as batch jobs are told it. */
  public List<String> installation() {
    return List.of("@" + data().jobArguments());
  }

  private String ownersPassword() {
    try {
      return Files.readString(data().postgres().resolve("password"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataFolder data() {
    return new DataFolder(folder.resolve("data"));
  }

  /** Where a test may leave what it makes. */
  public Path folder() {
    return folder;
  }

  /** A new database. */
  public Tenant tenant(Tenant.Ids ids) throws IOException {
    return Tenant.create(client(), access(), "tenant-" + tenants.incrementAndGet(), ids);
  }

  /** A new database without implicit-to-explicit parameters. */
  public Tenant bareTenant(Tenant.Ids ids) throws IOException {
    return Tenant.bare(client(), access(), "tenant-" + tenants.incrementAndGet(), ids);
  }

  /** Where Kafka's controller listens. */
  public String controller() {
    return standalone.controller();
  }

  /** Where the online store listens. */
  public int storePort() {
    return URI.create(standalone.serving().store().jdbcUrl().substring("jdbc:".length())).getPort();
  }

  /** This process, which it runs in, and PostgreSQL's. */
  public List<ProcessHandle> processes() {
    ProcessHandle postgres = RunningStandalone.postmaster(data().root()).orElseThrow();
    return Stream.concat(Stream.of(ProcessHandle.current(), postgres), postgres.descendants())
        .toList();
  }

  /** A new connection to the online store as its owner; whoever opens it closes it. */
  public Connection store() throws SQLException {
    return DriverManager.getConnection(
        standalone.serving().store().jdbcUrl(), PostgresServer.NAME, ownersPassword());
  }

  /** The key that all instances sign tokens with. */
  public byte[] tokenKey() {
    try (StorePool pool = StorePool.open(standalone.serving().store())) {
      return pool.store()
          .with(connection -> new SigningKeysTable(connection).all())
          .get(0)
          .key()
          .value();
    }
  }

  /** Notes a run of a batch job that nobody ran. */
  public void note(JobRunsTable.Run run) {
    try (StorePool pool = StorePool.open(standalone.serving().store())) {
      pool.store().run(connection -> new JobRunsTable(connection).add(run));
    }
  }

  /** Another instance of the API over the same log, lake and online store. */
  public ServingApi anotherApi() {
    return ServingApi.start(standalone.serving().withPort(0));
  }

  /** Compaction beside all that goes on. */
  public Compactions compactions() {
    return Compactions.of(lake(), folder.resolve("compactions"));
  }

  /** Waits until the lake holds all that the log holds now. */
  public void awaitLakeCoversLog() {
    Rows.awaitCovered(log(), lake());
  }

  @Override
  public void close() {
    standalone.close();
  }

  /** Hands this process's one instance to tests; it is stopped when all have run. */
  public static final class Extension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(SharedSystem.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == SharedSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
          .computeIfAbsent(SharedSystem.class, type -> start(), SharedSystem.class);
    }
  }
}
