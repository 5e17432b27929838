package io.tastelake.domain.identity;

/** A user, in the canonical form of its database's user id type. */
public record UserId(String value) {

  public UserId {
    if (value.isEmpty()) {
      throw new InvalidIdException("An id is empty: it needs at least one character.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
