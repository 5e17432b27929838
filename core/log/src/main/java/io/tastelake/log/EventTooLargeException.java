package io.tastelake.log;

/** An event is larger than the log takes. Nothing of the request was stored. */
public final class EventTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int index;

  /**
   * @param index the event's place in its request
   * @param size bytes
   * @param limit bytes
   */
  public EventTooLargeException(int index, int size, int limit) {
    super(
        "The interaction at index %d is %,d bytes; the limit is %,d. Make its properties smaller."
            .formatted(index, size, limit));
    this.index = index;
  }

  /** The place of the event that is too large, in its request. */
  public int index() {
    return index;
  }
}
