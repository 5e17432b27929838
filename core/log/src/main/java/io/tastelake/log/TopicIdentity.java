package io.tastelake.log;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;

/** Which topic stands under the log's name: a topic that is created anew has another id. */
public interface TopicIdentity extends AutoCloseable {

  /**
   * The topic's id as it is now, asked of the log itself; empty if there is no such topic.
   *
   * @throws LogUnavailableException if the log does not answer
   */
  Optional<String> topicId();

  @Override
  void close();

  /** Opens the identity where it is used. */
  interface Source extends Supplier<TopicIdentity>, Serializable {}
}
