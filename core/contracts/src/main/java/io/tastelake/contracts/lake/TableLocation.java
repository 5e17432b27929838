package io.tastelake.contracts.lake;

import java.net.URI;

/** Where tables lie below the lake's root. */
final class TableLocation {

  private TableLocation() {}

  static String below(URI root, String table) {
    String text = root.toString();
    return text.endsWith("/") ? text + table : text + "/" + table;
  }
}
