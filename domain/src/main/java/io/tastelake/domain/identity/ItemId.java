package io.tastelake.domain.identity;

/** An item, in the canonical form of its database's item id type. */
public record ItemId(String value) {

  public ItemId {
    if (value.isEmpty()) {
      throw new InvalidIdException("An id is empty: it needs at least one character.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
