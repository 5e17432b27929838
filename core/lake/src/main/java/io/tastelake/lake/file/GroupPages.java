package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;
import java.io.IOException;

/** The pages of one row group. The file is opened for the first of them. Not thread-safe. */
final class GroupPages implements AutoCloseable {

  private final RowFiles files;
  private final StoredFile file;
  private final FileLayout layout;
  private final RowGroup group;
  private PageReader reader;

  GroupPages(RowFiles files, StoredFile file, FileLayout layout, RowGroup group) {
    this.files = files;
    this.file = file;
    this.layout = layout;
    this.group = group;
  }

  /** The rows in {@code range} of the pages from {@code from} up to {@code to}. */
  RowBlock rows(HashRange range, int from, int to) {
    if (reader == null) {
      reader = files.open(file, layout);
    }
    try {
      return reader.rows(group, range, from, to);
    } catch (IOException e) {
      throw RowFiles.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
