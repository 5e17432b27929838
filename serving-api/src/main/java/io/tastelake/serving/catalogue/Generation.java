package io.tastelake.serving.catalogue;

/** Paths of entries are of two generations of clients, which mean the same. */
enum Generation {
  /** {@code items/I/}, {@code items-bulk/}. */
  SHORT(""),
  /** {@code items/I/properties/}, {@code items-bulk/properties/}. */
  LONG("/properties");

  private final String end;

  Generation(String end) {
    this.end = end;
  }

  /** The path of one entry. */
  String one(Subject subject) {
    return "/%s/{%s}%s".formatted(subject.plural(), subject.id(), end);
  }

  /** The path of many entries. */
  String many(Subject subject) {
    return "/%s-bulk%s".formatted(subject.plural(), end);
  }
}
