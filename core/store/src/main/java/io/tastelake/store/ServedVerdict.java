package io.tastelake.store;

/** What came of holding what was served against what follows from the interactions of then. */
public enum ServedVerdict {
  /** It is what follows at some moment within the staleness that is promised. */
  EQUAL,
  /** Something else follows at each of these moments. */
  MISMATCH,
  /** Something follows at each of these moments, and nothing was served. */
  MISSING,
  /** It was served, and nothing follows at any of these moments. */
  EXTRA,
  /** Not judged: the user was forgotten since. */
  FORGOTTEN,
  /** Not judged: the database's parameters changed since, or were not applied to all users yet. */
  PARAMETERS,
  /** Not judged: the model was deleted since. */
  MODEL,
  /** Not judged: the versions of the lake of then are gone. */
  LATE,
  /** Not judged: so much changed within the staleness that too many states were right. */
  BUSY;

  /** Whether it was held against anything. */
  public boolean isJudged() {
    return this == EQUAL || isWrong();
  }

  /** Whether something else should have been served. */
  public boolean isWrong() {
    return this == MISMATCH || this == MISSING || this == EXTRA;
  }
}
