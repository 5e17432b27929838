package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.IdType;
import java.util.Map;
import java.util.stream.Stream;

/** Interactions to load, and the database that suits them. */
public interface DemoInput {

  /** A short name, for the database's. */
  String name();

  /** What it is, to be said after "Loading 5 …". */
  String description();

  IdType userIds();

  IdType itemIds();

  /** Implicit-to-explicit parameters, as the API takes them. */
  Map<String, Object> parameters();

  /** What is known of the items; nothing, unless the input says so. */
  default ItemCatalogue catalogue() {
    return ItemCatalogue.NONE;
  }

  long rowCount();

  /** All rows, from the first on; to be closed. */
  Stream<InputRow> rows();
}
