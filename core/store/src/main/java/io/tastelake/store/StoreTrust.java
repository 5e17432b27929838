package io.tastelake.store;

import io.tastelake.domain.failure.Causes;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** What to say where TLS with the online store fails. */
public final class StoreTrust {

  private StoreTrust() {}

  /** The same failure; if its cause is TLS, with a sentence that says what to do. */
  public static SQLException explained(SQLException failure) {
    return failsTls(failure)
        ? new SQLException(sentence(failure), failure.getSQLState(), failure)
        : failure;
  }

  /** The same failure of a pool's to connect. */
  public static RuntimeException explained(RuntimeException failure) {
    return failsTls(failure) ? new IllegalStateException(sentence(failure), failure) : failure;
  }

  private static boolean failsTls(Throwable failure) {
    return Causes.include(failure, SSLException.class);
  }

  private static String sentence(Throwable failure) {
    return "No TLS connection to PostgreSQL could be made ("
        + failure.getMessage()
        + "). Check that it shows a certificate of the authority that sslrootcert=FILE of the"
        + " JDBC URL names.";
  }
}
