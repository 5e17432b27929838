package io.tastelake.stream.log;

import io.tastelake.log.LogContinuity;
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
    String problem = LogContinuity.otherTopic(expected, found).getMessage();
    return new SuppressRestartsException(
        new TopicReplacedException(problem + " Nothing was committed."));
  }
}
