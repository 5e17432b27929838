package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;
import java.io.IOException;

/**
 * A row group some pages at a time, each batch wholly after the one before. A batch ends where the
 * next page begins with a higher hash, so sorting within a batch is enough; a row group whose pages
 * are not sorted is one batch.
 */
final class PageBatches implements RowRun.Batches {

  private static final int PAGES_PER_BATCH = 8;

  private final RowFiles files;
  private final StoredFile file;
  private final FileLayout layout;
  private final RowGroup group;
  private final HashRange range;
  private PageReader reader;
  private int next;

  PageBatches(RowFiles files, StoredFile file, FileLayout layout, RowGroup group, HashRange range) {
    this.files = files;
    this.file = file;
    this.layout = layout;
    this.group = group;
    this.range = range;
    this.next = group.firstPage(range);
  }

  @Override
  public RowBlock next() {
    if (next >= group.pages()) {
      return null;
    }
    if (reader == null) {
      reader = files.open(file, layout);
    }
    int from = next;
    next = group.batchEnd(from, PAGES_PER_BATCH);
    try {
      return reader.rows(group, range, from, next);
    } catch (IOException e) {
      throw RowFiles.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    next = group.pages();
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
