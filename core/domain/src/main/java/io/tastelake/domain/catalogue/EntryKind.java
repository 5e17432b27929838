package io.tastelake.domain.catalogue;

import java.util.Locale;

/** What a catalogue entry describes. */
public enum EntryKind {
  ITEM,
  USER;

  /** {@code item}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code item_id}. */
  public String id() {
    return word() + "_id";
  }
}
