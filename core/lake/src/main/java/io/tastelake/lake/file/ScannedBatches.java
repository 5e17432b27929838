package io.tastelake.lake.file;

import io.tastelake.lake.file.FileLayout.RowGroup;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sorted row group batch by batch, for those who read on: the batch that a reader leaves in its
 * middle is kept, so that the next one, who begins there, need not decode it again.
 */
final class ScannedBatches implements RowRun.Batches {

  private static final int PAGES_PER_BATCH = 8;

  private final RowFiles files;
  private final StoredFile file;
  private final FileLayout layout;
  private final RowGroup group;
  private final int[] bounds;
  private PageReader reader;
  private RowBlock current;
  private int next;

  ScannedBatches(
      RowFiles files, StoredFile file, FileLayout layout, RowGroup group, HashRange range) {
    this.files = files;
    this.file = file;
    this.layout = layout;
    this.group = group;
    this.bounds = group.batches(PAGES_PER_BATCH);
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
    if (reader == null) {
      reader = files.open(file, layout);
    }
    try {
      return reader.rows(group, HashRange.ALL, bounds[next], bounds[next + 1]);
    } catch (IOException e) {
      throw RowFiles.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    if (current != null) {
      files.keep(file, group, bounds[next - 1], current);
      current = null;
    }
    next = bounds.length - 1;
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
