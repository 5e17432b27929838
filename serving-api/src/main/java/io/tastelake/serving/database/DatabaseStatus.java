package io.tastelake.serving.database;

import java.util.Locale;

/** Whether recommendations can be made from a database. */
enum DatabaseStatus {
  /** It has no item factors yet. */
  PENDING,
  /** It has a current model. */
  READY;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
