package io.tastelake.domain.identity;

/** An anonymous session, in the canonical form of its database's session id type. */
public record SessionId(String value) {

  public SessionId {
    if (value.isEmpty()) {
      throw new InvalidIdException("An id is empty: it needs at least one character.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
