package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;

/**
 * A row group some pages at a time, each batch wholly after the one before. A batch ends where the
 * next page begins with a higher hash, so sorting within a batch is enough; a row group whose pages
 * are not sorted is one batch.
 */
final class PageBatches implements RowRun.Batches {

  private final GroupPages pages;
  private final RowGroup group;
  private final HashRange range;
  private int next;

  PageBatches(GroupPages pages, RowGroup group, HashRange range) {
    this.pages = pages;
    this.group = group;
    this.range = range;
    this.next = group.firstPage(range);
  }

  @Override
  public RowBlock next() {
    if (next >= group.pages()) {
      return null;
    }
    int from = next;
    next = group.batchEnd(from);
    return pages.rows(range, from, next);
  }

  @Override
  public void close() {
    next = group.pages();
    pages.close();
  }
}
