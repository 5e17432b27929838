package io.tastelake.domain.outcome;

/** How it is known that an interaction came of a list; the later constant is the better proof. */
public enum Match {
  /** The actor who was shown the list did something with an item of it. */
  BY_ITEM,
  /** The interaction named the list. */
  NAMED;

  /** The better proof of two. */
  Match or(Match other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
