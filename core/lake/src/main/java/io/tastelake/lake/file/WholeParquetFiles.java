package io.tastelake.lake.file;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.utils.CloseableIterator;
import io.tastelake.contracts.lake.ConditionalPut;
import io.tastelake.contracts.lake.StableStorage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Parquet files of the log, that is checkpoints, get their name only when all of them is written.
 *
 * <p>Kernel's own handler gives the name whenever it closes the file, and it closes it as well when
 * writing fails: a job that is cancelled while it writes a checkpoint would leave one that cannot
 * be read, or that can be read and misses files. So Kernel writes under another name here, and the
 * name is given after it has returned.
 */
final class WholeParquetFiles extends DefaultParquetHandler {

  private final Configuration configuration;

  WholeParquetFiles(FileIO files, Configuration configuration) {
    super(files);
    this.configuration = configuration;
  }

  /**
   * Writes a file, on a local disk to stable storage, of which nothing is seen before it is whole.
   *
   * @throws FileAlreadyExistsException if the name is taken; what has it stays
   */
  @Override
  public void writeParquetFileAtomically(
      String location, CloseableIterator<FilteredColumnarBatch> rows) throws IOException {
    Path target = new Path(location);
    FileSystem files = target.getFileSystem(configuration);
    if (files.getUri().getScheme().equals("s3a")) {
      put(files, target, rows);
    } else {
      rename(files, target, rows);
    }
  }

  /** A rename on S3 is a copy that replaces what has the name. */
  private void put(FileSystem files, Path target, CloseableIterator<FilteredColumnarBatch> rows)
      throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory("tastelake-checkpoint");
    java.nio.file.Path whole = folder.resolve(target.getName());
    java.nio.file.Path checksum = folder.resolve("." + target.getName() + ".crc");
    try {
      super.writeParquetFileAtomically(whole.toUri().toString(), rows);
      ConditionalPut.create(files, target, ConditionalPut.Content.of(whole));
    } finally {
      Files.deleteIfExists(whole);
      Files.deleteIfExists(checksum);
      Files.delete(folder);
    }
  }

  private void rename(FileSystem files, Path target, CloseableIterator<FilteredColumnarBatch> rows)
      throws IOException {
    // readers of the log pass over such names
    Path unfinished =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".whole");
    try {
      super.writeParquetFileAtomically(unfinished.toString(), rows);
      if (files instanceof LocalFileSystem) {
        link(local(unfinished), local(target));
      } else {
        rename(files, unfinished, target);
      }
    } finally {
      files.delete(unfinished, false);
    }
  }

  // A rename on a local disk would replace what has the name.
  private static void link(java.nio.file.Path finished, java.nio.file.Path target)
      throws IOException {
    StableStorage.force(finished);
    Files.createLink(target, finished);
    StableStorage.force(target.getParent());
  }

  private static void rename(FileSystem files, Path finished, Path target) throws IOException {
    if (files.exists(target) || !files.rename(finished, target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  private static java.nio.file.Path local(Path path) {
    return Paths.get(path.toUri().getPath());
  }
}
