package io.tastelake.batch;

import io.tastelake.contracts.lake.CommitsNotAtomicException;
import io.tastelake.domain.failure.Causes;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.AnalysisException;

/** Says in sentences what a failure means for whoever started the job. */
public final class Explanation {

  /** PostgreSQL's classes of SQLSTATE. */
  private static final String CONNECTION = "08";

  private static final String AUTHORIZATION = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String NO_SUCH_TABLE = "42P01";

  private Explanation() {}

  /** Problem, cause and remedy. */
  public static String of(Throwable failure) {
    return Causes.of(failure)
        .map(Explanation::known)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> message(failure));
  }

  private static String known(Throwable cause) {
    if (cause instanceof JobFailedException || cause instanceof CommitsNotAtomicException) {
      return cause.getMessage();
    } else if (cause instanceof SQLException store) {
      return store(store);
    } else if (cause instanceof KafkaException) {
      return "The log's brokers do not answer: "
          + message(cause)
          + ". Check --bootstrap-servers and --kafka-config, and that the brokers run.";
    } else if (cause instanceof AnalysisException analysis) {
      return missing(analysis);
    } else if (cause instanceof UnknownHostException
        || (cause instanceof IOException && message(cause).contains("No FileSystem for scheme"))) {
      return "The lake cannot be reached: "
          + message(cause)
          + ". Check --lake, and that Spark has the file system's library and credentials.";
    }
    return null;
  }

  private static String store(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String remedy;
    if (state.startsWith(CONNECTION)) {
      remedy = "It does not answer: check --store, and that PostgreSQL runs.";
    } else if (state.startsWith(AUTHORIZATION)) {
      remedy = "It refuses the user or the password: check --store-user and --store-password-file.";
    } else if (state.equals(NO_SUCH_DATABASE)) {
      remedy = "There is no such database in it: check --store.";
    } else if (state.equals(NO_SUCH_TABLE)) {
      remedy = "It has no tables of this version: start the API once, which creates them.";
    } else {
      return null;
    }
    return "The online store cannot be used: " + firstLine(message(failure)) + ". " + remedy;
  }

  private static String missing(AnalysisException failure) {
    String condition = String.valueOf(failure.getCondition()).toUpperCase(Locale.ROOT);
    boolean missing =
        condition.contains("PATH_NOT_FOUND")
            || condition.contains("PATH_DOES_NOT_EXIST")
            || condition.contains("TABLE_NOT_FOUND")
            || condition.contains("MISSING_DELTA_TABLE")
            || condition.contains("TABLE_ONLY_OPERATION");
    return missing
        ? "There is no such table in the lake: "
            + firstLine(message(failure))
            + " The job that writes it has not run, or --lake is wrong."
        : null;
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
