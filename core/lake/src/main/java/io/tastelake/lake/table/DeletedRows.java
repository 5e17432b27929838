package io.tastelake.lake.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.DeletionVectorStoredBitmap;
import io.delta.kernel.internal.deletionvectors.RoaringBitmapArray;
import io.tastelake.lake.file.RowBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Which rows of a file are deleted, read once per deletion vector. Thread-safe. */
final class DeletedRows {

  private final Engine engine;
  private final String table;
  private final Cache<String, Vector> vectors;

  /** A file's deleted rows. */
  @FunctionalInterface
  interface OfFile {

    OfFile NONE = (block, row) -> false;

    boolean hold(RowBlock block, int row);
  }

  DeletedRows(Engine engine, String table, long budget) {
    this.engine = engine;
    this.table = table;
    this.vectors =
        Caffeine.newBuilder()
            .maximumWeight(budget)
            .weigher((String id, Vector vector) -> vector.bytes())
            .build();
  }

  OfFile of(LiveFile file) {
    Optional<DeletionVectorDescriptor> descriptor = file.deleted();
    if (descriptor.isEmpty()) {
      return OfFile.NONE;
    }
    RoaringBitmapArray rows =
        vectors.get(descriptor.get().getUniqueId(), id -> load(descriptor.get())).rows();
    return (block, row) -> rows.contains(block.rowIndex(row));
  }

  private Vector load(DeletionVectorDescriptor descriptor) {
    try {
      RoaringBitmapArray rows =
          new DeletionVectorStoredBitmap(descriptor, Optional.of(table))
              .load(engine.getFileSystemClient());
      return new Vector(rows, 512 + 2 * descriptor.getSizeInBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The deletion vector " + descriptor.getUniqueId() + " of " + table + " cannot be read.",
          e);
    }
  }

  /** A vector and about how much memory it takes. */
  private record Vector(RoaringBitmapArray rows, int bytes) {}
}
