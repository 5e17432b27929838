package io.tastelake.standalone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Optional;

/**
 * How to get in: what {@code access.json} says.
 *
 * @param api the API's address; null before it was ever up
 * @param flink Flink's web interface, with the token that opens it; null before it was ever up
 * @param kafka the brokers, which ask for the users in {@code credentials}; null before they ran
 * @param metrics what Prometheus reads; null before the API was up
 * @param root the organization's root account
 * @param demo what the last demo created; null before one did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Access(URI api, URI flink, String kafka, URI metrics, Root root, Demo demo) {

  /** The root account's credentials. */
  public record Root(String email, String password) {}

  /**
   * A service account of the demo's database.
   *
   * @param key its password
   */
  public record Demo(
      @JsonProperty("db_id") String databaseId,
      @JsonProperty("service_name") String serviceName,
      String key,
      String role) {}

  /** Access for a new folder: a root account with a random password, nothing else yet. */
  static Access fresh() {
    return new Access(
        null, null, null, null, new Root("root@tastelake.local", RandomPassword.create()), null);
  }

  Access at(URI apiAddress, URI flinkAddress, String brokers, URI metricsAddress) {
    return new Access(apiAddress, flinkAddress, brokers, metricsAddress, root, demo);
  }

  /** Whether no API was ever up with these credentials. */
  boolean neverUsed() {
    return api == null;
  }

  Access with(Demo created) {
    return new Access(api, flink, kafka, metrics, root, created);
  }

  /** What the last demo created. */
  public Optional<Demo> lastDemo() {
    return Optional.ofNullable(demo);
  }
}
