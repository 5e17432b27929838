package io.tastelake.lake.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads each file of the table's log once for as long as listings say that it is the same one.
 * Kernel reads all commits since the last checkpoint, and the checkpoint in five pieces, twice for
 * each commit: on an object store each is a request.
 *
 * <p>What has not been listed, is large, or may change under its name is read as it is.
 * Thread-safe.
 */
final class CachedLog implements FileIO {

  /** Commits and checkpoints: of versions, which do not change. */
  private static final Pattern VERSION = Pattern.compile(".*/_delta_log/\\d{20}\\.[^/]+");

  private static final long MAX_FILE_BYTES = 8 << 20;
  private static final long MAX_BYTES = 32 << 20;
  private static final long MAX_LISTED = 10_000;

  private final FileIO files;
  private final Cache<String, FileStatus> listed =
      Caffeine.newBuilder().maximumSize(MAX_LISTED).build();
  private final Cache<Stored, byte[]> contents =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Stored file, byte[] content) -> content.length)
          .build();

  /** A file as it was listed: one that was overwritten has another time. */
  private record Stored(String path, long size, long modifiedAt) {}

  CachedLog(FileIO files) {
    this.files = files;
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    return files.listFrom(path).map(this::noted);
  }

  private FileStatus noted(FileStatus file) {
    if (file.getSize() <= MAX_FILE_BYTES && VERSION.matcher(file.getPath()).matches()) {
      listed.put(file.getPath(), file);
    }
    return file;
  }

  @Override
  public InputFile newInputFile(String path, long size) {
    InputFile stored = files.newInputFile(path, size);
    FileStatus file = listed.getIfPresent(path);
    return file == null || file.getSize() != size
        ? stored
        : new CachedFile(stored, new Stored(path, size, file.getModificationTime()));
  }

  private byte[] content(Stored file, InputFile stored) throws IOException {
    try {
      return contents.get(file, any -> read(stored, Math.toIntExact(file.size())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static byte[] read(InputFile stored, int size) {
    try (SeekableInputStream stream = stored.newStream()) {
      byte[] content = new byte[size];
      stream.readFully(content, 0, size);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class CachedFile implements InputFile {

    private final InputFile stored;
    private final Stored file;

    CachedFile(InputFile stored, Stored file) {
      this.stored = stored;
      this.file = file;
    }

    @Override
    public long length() {
      return file.size();
    }

    @Override
    public String path() {
      return file.path();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      return new ContentStream(content(file, stored));
    }
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return files.getFileStatus(path);
  }

  @Override
  public String resolvePath(String path) throws IOException {
    return files.resolvePath(path);
  }

  @Override
  public boolean mkdirs(String path) throws IOException {
    return files.mkdirs(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return files.newOutputFile(path);
  }

  @Override
  public boolean delete(String path) throws IOException {
    return files.delete(path);
  }

  @Override
  public Optional<String> getConf(String key) {
    return files.getConf(key);
  }

  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite)
      throws IOException {
    files.copyFileAtomically(source, target, overwrite);
  }
}
