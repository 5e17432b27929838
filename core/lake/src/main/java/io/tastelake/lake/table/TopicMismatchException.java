package io.tastelake.lake.table;

/**
 * The lake continues another topic than the one at hand, so offsets do not compare; the message
 * says what to do.
 */
public final class TopicMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TopicMismatchException(String lake, String topicOfLake, String topicId) {
    super(
        "The lake at "
            + lake
            + " holds the topic with id "
            + topicOfLake
            + ", but the topic at hand has id "
            + topicId
            + ": it was deleted and recreated, or belongs to another cluster. Point to the"
            + " cluster that holds the first, or to an empty lake.");
  }
}
