package io.tastelake.serving.taste;

import java.util.Locale;

/** How a list came about. */
enum Source {
  /** By a taste in the terms of a model. */
  MODEL,
  /** By the likeness of items in the terms of a model. */
  SIMILAR,
  /** By what many act on lately. */
  POPULAR,
  /** The model's items and, since they are too few, popular ones. */
  MIXED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of items from both. */
  Source and(Source other) {
    return this == other ? this : MIXED;
  }
}
