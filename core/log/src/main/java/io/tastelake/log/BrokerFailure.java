package io.tastelake.log;

import io.tastelake.domain.failure.Causes;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What to do where brokers do not answer a client. */
final class BrokerFailure {

  private BrokerFailure() {}

  /** The remedy, as sentences. */
  static String remedy(Throwable failure) {
    return Causes.include(failure, SslAuthenticationException.class)
        ? "Check that they show a certificate of an authority that ssl.truststore.location in "
            + Brokers.CONFIG_FILE
            + " holds, and that it names the host by which they are reached."
        : "Check that they run, that this address reaches them, and that they accept these"
            + " credentials.";
  }
}
