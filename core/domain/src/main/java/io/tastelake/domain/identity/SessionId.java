package io.tastelake.domain.identity;

/** An anonymous session, in the canonical form of its database's session id type. */
public record SessionId(String value) {

  public SessionId {
    if (value.isEmpty()) {
      throw new InvalidIdException("An id is empty: it needs at least one character.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionId that && value.equals(that.value);
  }

  /**
   * As its value's: ids are the keys of most maps, and the hash of a record costs several times
   * that.
   */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
