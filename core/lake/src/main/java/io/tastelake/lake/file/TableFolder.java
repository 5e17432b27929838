package io.tastelake.lake.file;

import io.tastelake.contracts.lake.LakeRoot;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.SeekableInputStream;

/** The folder of a table on whatever file system its URI names. Thread-safe. */
public final class TableFolder {

  private final FileSystem files;
  private final Path path;
  private final ParquetReadOptions readOptions;

  private TableFolder(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
    this.readOptions =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(PageCodecs.INSTANCE)
            .withUseHadoopVectoredIo(!(files instanceof RawLocalFileSystem))
            .build();
  }

  /**
   * The folder at {@code location}; it need not exist yet.
   *
   * @throws IllegalArgumentException if commits are not atomic there
   */
  public static TableFolder at(URI location, Configuration configuration) {
    LakeRoot.requireAtomicCommits(location, configuration);
    Path path = new Path(location);
    try {
      FileSystem files = path.getFileSystem(configuration);
      Path qualified = files.makeQualified(path);
      return new TableFolder(withoutChecksumFiles(files), qualified);
    } catch (IOException e) {
      throw new UncheckedIOException("The lake's folder " + location + " cannot be reached.", e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The file system of the lake's folder "
              + location
              + " cannot be used: "
              + e.getMessage()
              + ". A lake on S3 needs Hadoop's S3A and AWS's SDK on the class path: see Operations.",
          e);
    }
  }

  /** Parquet's pages are compressed and the log is small: a second file per file buys little. */
  private static FileSystem withoutChecksumFiles(FileSystem files) {
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }

  /** The absolute location as text, with its scheme. */
  public String location() {
    return path.toString();
  }

  /** The absolute location of {@code relative}. */
  public String locationOf(String relative) {
    return new Path(path, relative).toString();
  }

  /** Whether there is a file at {@code relative}. */
  public boolean holds(String relative) {
    try {
      return isFile(new Path(path, relative));
    } catch (IOException e) {
      throw new UncheckedIOException(relative + " cannot be looked up in " + path, e);
    }
  }

  /** On S3 one request, where "exists" asks for a folder of that name too. */
  @SuppressWarnings("deprecation") // Hadoop means that one should ask for the status
  private boolean isFile(Path file) throws IOException {
    return files.isFile(file);
  }

  /** The lines of a text file, if there is one. */
  public Optional<List<String>> lines(String relative) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(files.open(new Path(path, relative)), StandardCharsets.UTF_8))) {
      return Optional.of(reader.lines().toList());
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(relative + " cannot be read in " + path, e);
    }
  }

  /** A file that is read. */
  InputFile input(String location, long size) {
    return new InputFile() {
      @Override
      public long getLength() {
        return size;
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(open(new Path(location), size));
      }

      @Override
      public String toString() {
        return location;
      }
    };
  }

  /** Who knows the size need not ask for it: on S3 a request less. */
  private FSDataInputStream open(Path file, long size) throws IOException {
    FutureDataInputStreamBuilder known = files.openFile(file);
    known.optLong(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, size);
    return FutureIO.awaitFuture(known.build());
  }

  /** A new file, on stable storage once it is closed. */
  OutputFile output(String location) {
    return new DurableOutputFile(files, new Path(location));
  }

  /**
   * How Parquet reads from here. Several ranges at once are several requests to an object store,
   * but only detours through other threads on a local disk.
   */
  ParquetReadOptions readOptions() {
    return readOptions;
  }

  /** Size and time of a file, in one request. */
  FileStatus status(String location) throws IOException {
    return files.getFileStatus(new Path(location));
  }
}
