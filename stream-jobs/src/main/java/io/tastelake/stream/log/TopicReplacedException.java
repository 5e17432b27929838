package io.tastelake.stream.log;

import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** The topic that the lake continues is gone, so its position means nothing any more. */
public final class TopicReplacedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private TopicReplacedException(String message) {
    super(message);
  }

  /** The failure that ends the job for good. */
  public static SuppressRestartsException terminal(String expected, Optional<String> found) {
    return new SuppressRestartsException(new TopicReplacedException(message(expected, found)));
  }

  /** Problem, cause and remedy. */
  public static String message(String expected, Optional<String> found) {
    return "The lake continues the topic with id "
        + expected
        + ", but "
        + found
            .map(id -> "the topic that now has its name has id " + id + ": it was created anew")
            .orElse("there is no such topic: it was deleted")
        + ", or lake and brokers belong to two installations. Nothing was committed. Give the job the"
        + " lake and the brokers of one installation; if the topic is really lost, start with a new"
        + " lake folder and import the old one.";
  }
}
