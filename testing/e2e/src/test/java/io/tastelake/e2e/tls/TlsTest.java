package io.tastelake.e2e.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.Brokers;
import io.tastelake.log.InteractionTopics;
import io.tastelake.log.TestBroker;
import io.tastelake.log.TopicLayout;
import io.tastelake.serving.ServingApi;
import io.tastelake.serving.ServingConfig;
import io.tastelake.standalone.Access;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig;
import io.tastelake.stream.ingest.IngestInteractionsTopology;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig;
import io.tastelake.stream.taste.UpdateTasteTopology;
import io.tastelake.testkit.tls.TestAuthority;
import io.tastelake.testkit.tls.TlsServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka by SASL_SSL and PostgreSQL by verify-full, for every part, and for no other authority. */
class TlsTest {

  private static final String USER = "postgres";
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  private static TestAuthority ours;
  private static TestAuthority others;
  private static TlsServers servers;

  @BeforeAll
  static void start() throws IOException {
    ours = TestAuthority.in(folder.resolve("ours")).withServer();
    others = TestAuthority.in(folder.resolve("others"));
    servers = TlsServers.start(folder, ours);
    TopicLayout layout = TopicLayout.oneBroker(TestBroker.PARTITIONS);
    InteractionsLake.openOrCreate(lake(), InteractionTopics.ensure(brokers(), layout)).close();
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  @Test
  void everyPartTrustsOurAuthority() throws Exception {
    ServingConfig config =
        ServingConfig.defaults(brokers(), lake(), servers.storeUrl(ours), USER, USER).withPort(0);
    try (ServingApi api = ServingApi.start(config)) {
      Access.Root root = new Access.Root("root@tls.example", "correct horse battery");
      var unused = api.provisioning().createOrganization("tls", root.email(), root.password());
      Tenant tenant =
          Tenant.create(
              ApiClient.of(api.uri()),
              new Access(null, null, null, null, root, null),
              "tls",
              Tenant.Ids.TEXT);
      JobClient ingest = ingest();
      JobClient taste = updateTaste();
      String interaction = "/users/ann/interactions/lamp/";
      tenant.client().post(interaction, Map.of("interaction_type", "view")).ok();
      Rows.awaitCovered(new Log(brokers()), lake());
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  tenant
                      .client()
                      .get("/users/ann/ratings/")
                      .ok()
                      .body()
                      .toString()
                      .contains("lamp"));
      taste.cancel().join();
      ingest.cancel().join();
    }
    batchTrustsIt();
  }

  private static void batchTrustsIt() throws IOException {
    assertThat(SparkJobs.run(folder.resolve("check"), check(ours))).contains("\"agrees\":\"yes\"");
  }

  @Test
  void theDoctorTrustsOurAuthorityAlone() throws IOException {
    Child well = doctor("well", ours);
    assertThat(well.exit(TIMEOUT)).as(well.all()).isZero();
    assertThat(well.output()).contains("log           ok", "online store  ok", "lake          ok");
    Child refused = doctor("refused", others);
    assertThat(refused.exit(TIMEOUT)).isOne();
    assertThat(refused.output())
        .contains("ssl.truststore.location in --kafka-config", "sslrootcert=FILE of the JDBC URL")
        .doesNotContain("online store  ok");
  }

  @Test
  void noBatchJobTrustsAServerOfAnotherAuthority() throws IOException {
    SparkJobs.Ended refused = SparkJobs.end(folder.resolve("refused"), check(others));
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("ssl.truststore.location in --kafka-config");
  }

  @Test
  void noApiTrustsAServerOfAnotherAuthority() {
    ServingConfig config =
        ServingConfig.defaults(brokers(), lake(), servers.storeUrl(others), USER, USER).withPort(0);
    assertThatThrownBy(() -> ServingApi.start(config).close())
        .hasMessageContaining("sslrootcert=FILE of the JDBC URL");
  }

  private static JobClient ingest() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
    IngestInteractionsTopology.define(
        env,
        IngestInteractionsConfig.of(brokers(), lake())
            .withEngine(EngineConfig.every(Duration.ofSeconds(1))));
    return env.executeAsync("ingest-interactions");
  }

  private static JobClient updateTaste() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
    StoreAccess store = new StoreAccess(servers.storeUrl(ours), USER, USER);
    UpdateTasteTopology.define(
        env,
        UpdateTasteConfig.of(brokers(), lake(), store)
            .withEngine(EngineConfig.every(Duration.ofSeconds(5))));
    return env.executeAsync("update-taste");
  }

  private static Brokers brokers() {
    return servers.kafka().brokers();
  }

  private static URI lake() {
    return folder.resolve("lake").toUri();
  }

  private static List<String> check(TestAuthority trusted) throws IOException {
    return List.of(
        "check-consistency",
        "--lake=" + lake(),
        "--store=" + servers.storeUrl(trusted),
        "--store-user=" + USER,
        "--bootstrap-servers=" + servers.kafka().bootstrapServers(),
        "--kafka-config=" + kafkaConfig(trusted));
  }

  /** What an operator runs before the parts start. */
  private static Child doctor(String name, TestAuthority trusted) throws IOException {
    List<String> arguments =
        List.of(
            "doctor",
            "--lake=" + lake(),
            "--store=" + servers.storeUrl(trusted),
            "--store-user=" + USER,
            "--bootstrap-servers=" + servers.kafka().bootstrapServers(),
            "--kafka-config=" + kafkaConfig(trusted),
            "--replicas=1",
            "--min-insync=1",
            "--partitions=" + TestBroker.PARTITIONS);
    return Child.start(
        name,
        folder.resolve("doctor"),
        Child.java(
            List.of("-Xmx256m"),
            System.getProperty("java.class.path"),
            "io.tastelake.serving.admin.Admin",
            arguments),
        Map.of());
  }

  private static Path kafkaConfig(TestAuthority trusted) throws IOException {
    String lines =
        TlsServers.kafkaSettings(trusted).entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("\n"));
    return Files.writeString(
        folder.resolve(trusted.certificate().getParent().getFileName() + ".properties"), lines);
  }
}
