package io.tastelake.lake.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.lake.file.FileLayout.RowGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds rows in files by actor hash: small files are decoded once and kept, of larger ones only the
 * pages are read that may hold what is looked for. Thread-safe.
 */
public final class RowFiles {

  /** Rows of a file that are kept decoded: all of a small one, or one batch of a larger one. */
  private record Part(String location, int group, int page) {

    static Part whole(StoredFile file) {
      return new Part(file.location(), 0, 0);
    }
  }

  private final TableFolder folder;
  private final LakeReadConfig config;
  private final Cache<Part, RowBlock> decoded;
  private final Cache<String, FileLayout> layouts;

  public RowFiles(TableFolder folder, LakeReadConfig config) {
    this.folder = folder;
    this.config = config;
    this.decoded =
        Caffeine.newBuilder()
            .maximumWeight(config.decodedRows())
            .weigher((Part part, RowBlock block) -> weight(block.bytes()))
            .build();
    this.layouts =
        Caffeine.newBuilder()
            .maximumWeight(config.layouts())
            .weigher((String location, FileLayout layout) -> weight(layout.bytes()))
            .build();
  }

  /** The rows of {@code file} whose hash lies in {@code range}, in order within each run. */
  public List<RowRun> runs(StoredFile file, HashRange range) {
    FileLayout layout = layout(file);
    if (isKeptWhole(file, layout)) {
      return List.of(new RowRun(file, range, new WholeFile(file, layout)));
    }
    List<RowRun> runs = new ArrayList<>();
    for (RowGroup group : layout.groups()) {
      if (group.meets(range)) {
        runs.add(new RowRun(file, range, batches(file, layout, group, range)));
      }
    }
    return runs;
  }

  /** Of a point few rows are wanted, and of pages out of order nobody can tell where to go on. */
  private RowRun.Batches batches(
      StoredFile file, FileLayout layout, RowGroup group, HashRange range) {
    GroupPages pages = new GroupPages(this, file, layout, group);
    return range.first() == range.last() || !group.hasSortedPages()
        ? new PageBatches(pages, group, range)
        : new ScannedBatches(pages, this, file, group, range);
  }

  /** The batch that begins at a page, if it is kept. */
  Optional<RowBlock> kept(StoredFile file, RowGroup group, int page) {
    return Optional.ofNullable(
        decoded.getIfPresent(new Part(file.location(), group.ordinal(), page)));
  }

  /** Keeps a batch that was not read to its end, for whoever goes on there. */
  void keep(StoredFile file, RowGroup group, int page, RowBlock batch) {
    decoded.put(new Part(file.location(), group.ordinal(), page), batch);
  }

  /** A number that the rows of {@code file} in {@code range} do not exceed: whole pages of them. */
  public long rowsAtMost(StoredFile file, HashRange range) {
    return layout(file).groups().stream()
        .filter(group -> group.meets(range))
        .mapToLong(group -> group.rows(range, 0, group.pages()).rowCount())
        .sum();
  }

  /**
   * Drops what is kept of other files than these, so that rows which were purged do not outlive
   * their files here. Who reads an older version decodes its files again.
   */
  public void keepOnly(Set<String> locations) {
    decoded.asMap().keySet().removeIf(part -> !locations.contains(part.location()));
    layouts.asMap().keySet().retainAll(locations);
  }

  PageReader open(StoredFile file, FileLayout layout) {
    try {
      return new PageReader(
          folder.input(file.location(), file.size()), layout, folder.readOptions());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static UncheckedIOException unreadable(StoredFile file, IOException cause) {
    return new UncheckedIOException(
        "The lake's file "
            + file.location()
            + " cannot be read. If it is gone, the version that names it is older than what VACUUM"
            + " keeps: read a newer one.",
        cause);
  }

  private FileLayout layout(StoredFile file) {
    return layouts.get(
        file.location(),
        location -> {
          try {
            return FileLayout.of(folder.input(location, file.size()), folder.readOptions());
          } catch (IOException e) {
            throw unreadable(file, e);
          }
        });
  }

  private boolean isKeptWhole(StoredFile file, FileLayout layout) {
    return file.size() <= config.wholeFile() && layout.groups().size() == 1;
  }

  private RowBlock whole(StoredFile file, FileLayout layout) {
    return decoded.get(Part.whole(file), part -> decodeWhole(file, layout));
  }

  private RowBlock decodeWhole(StoredFile file, FileLayout layout) {
    RowGroup group = layout.groups().get(0);
    try (PageReader reader = open(file, layout)) {
      return reader.rows(group, HashRange.ALL, 0, group.pages());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static int weight(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** A small file as one batch, taken from the cache when its turn comes. */
  private final class WholeFile implements RowRun.Batches {

    private final StoredFile file;
    private final FileLayout layout;
    private boolean taken;

    WholeFile(StoredFile file, FileLayout layout) {
      this.file = file;
      this.layout = layout;
    }

    @Override
    public RowBlock next() {
      if (taken) {
        return null;
      }
      taken = true;
      return whole(file, layout);
    }

    @Override
    public void close() {}
  }
}
