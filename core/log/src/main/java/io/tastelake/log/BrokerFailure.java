package io.tastelake.log;

import io.tastelake.domain.failure.Causes;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What to do where brokers do not answer a client, or refuse to. */
final class BrokerFailure {

  private BrokerFailure() {}

  /** What is wrong, and the remedy, as sentences. */
  static String about(String topic, Brokers brokers, Throwable failure) {
    return Causes.include(failure, AuthorizationException.class)
        ? "The brokers at %s do not let this user ask about topic '%s' or change it."
                .formatted(brokers, topic)
            + " Grant it what docs/operations.md lists, or connect as a user who may."
        : "The brokers at %s do not answer about topic '%s': %s. %s"
            .formatted(brokers, topic, failure, remedy(failure));
  }

  private static String remedy(Throwable failure) {
    return Causes.include(failure, SslAuthenticationException.class)
        ? "Check that they show a certificate of an authority that ssl.truststore.location in "
            + Brokers.CONFIG_FILE
            + " holds, and that it names the host by which they are reached."
        : "Check that they run, that this address reaches them, and that they accept these"
            + " credentials.";
  }
}
