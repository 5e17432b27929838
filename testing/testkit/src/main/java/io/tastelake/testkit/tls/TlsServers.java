package io.tastelake.testkit.tls;

import io.tastelake.log.TestBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka and PostgreSQL that speak TLS and nothing else, with certificates of an authority. */
public final class TlsServers implements AutoCloseable {

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"tastelake\" password=\"secret\"";

  private final TestBroker kafka;
  private final EmbeddedPostgres postgres;

  private TlsServers(TestBroker kafka, EmbeddedPostgres postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /** Starts both. */
  public static TlsServers start(Path folder, TestAuthority authority) {
    try {
      Path access = folder.resolve("pg_hba.conf");
      Files.writeString(access, "hostssl all all 127.0.0.1/32 trust\n");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("hba_file", access.toString())
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", authority.serverCertificate().toString())
              .setServerConfig("ssl_key_file", authority.serverKey().toString())
              .start();
      return new TlsServers(kafka(folder.resolve("kafka"), authority), postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestBroker kafka(Path folder, TestAuthority authority) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.clients.plain.sasl.jaas.config", LOGIN + " user_tastelake=\"secret\";");
    settings.put("ssl.keystore.location", authority.serverKeys().toString());
    settings.put("ssl.keystore.password", TestAuthority.PASSWORD);
    settings.put("ssl.key.password", TestAuthority.PASSWORD);
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.truststore.location", authority.certificate().toString());
    settings.put("ssl.truststore.type", "PEM");
    return new TestBroker(
        folder, new TestBroker.Security("SASL_SSL", settings, kafkaSettings(authority)));
  }

  /** What a client is told that trusts {@code authority}. */
  public static Map<String, String> kafkaSettings(TestAuthority authority) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", LOGIN + ";",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", authority.certificate().toString());
  }

  public TestBroker kafka() {
    return kafka;
  }

  /** The online store, for a client that trusts {@code authority}. */
  public String storeUrl(TestAuthority authority) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=verify-full&sslrootcert=%s"
        .formatted(postgres.getPort(), authority.certificate());
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    postgres.close();
  }
}
