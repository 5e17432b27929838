package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;
import java.util.Arrays;

/**
 * A sorted row group batch by batch, for those who read on: the batch that a reader leaves in its
 * middle is kept, so that the next one, who begins there, need not decode it again.
 */
final class ScannedBatches implements RowRun.Batches {

  private final GroupPages pages;
  private final RowFiles files;
  private final StoredFile file;
  private final RowGroup group;
  private final int[] bounds;
  private RowBlock current;
  private int next;

  ScannedBatches(
      GroupPages pages, RowFiles files, StoredFile file, RowGroup group, HashRange range) {
    this.pages = pages;
    this.files = files;
    this.file = file;
    this.group = group;
    this.bounds = group.batches();
    this.next = holding(group.firstPage(range));
  }

  /** Which batch a page is in. */
  private int holding(int page) {
    int found = Arrays.binarySearch(bounds, page);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public RowBlock next() {
    current = null;
    if (next >= bounds.length - 1) {
      return null;
    }
    current = files.kept(file, group, bounds[next]).orElseGet(this::read);
    next++;
    return current;
  }

  private RowBlock read() {
    return pages.rows(HashRange.ALL, bounds[next], bounds[next + 1]);
  }

  @Override
  public void close() {
    if (current != null) {
      files.keep(file, group, bounds[next - 1], current);
      current = null;
    }
    next = bounds.length - 1;
    pages.close();
  }
}
