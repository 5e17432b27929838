package io.tastelake.domain.catalogue;

/** What a catalogue entry describes. */
public enum EntryKind {
  ITEM,
  USER
}
