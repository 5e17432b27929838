package io.tastelake.serving.interaction.http;

import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.http.RequestContext;
import java.util.stream.Stream;

/** What rows take in memory, about. */
final class RowBytes {

  private static final long CHARACTER = 2;

  private RowBytes() {}

  static long of(Stream<Interaction> rows) {
    return rows.mapToLong(RowBytes::of).sum();
  }

  private static long of(Interaction row) {
    int properties = row.properties() == null ? 0 : row.properties().length();
    return RequestContext.ROW_BYTES + CHARACTER * (properties + row.item().value().length());
  }
}
