package io.tastelake.batch.imports;

import io.tastelake.batch.JobFailedException;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.spark.util.SerializableConfiguration;

/** Files wherever Spark finds them, on the driver and in tasks. */
final class Files implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BUFFER = 1 << 16;

  private final SerializableConfiguration configuration;
  private LocalFolder looked;

  Files(SerializableConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * All files at or below {@code root} by name, without those that begin with '.' or '_'.
   *
   * @throws JobFailedException if {@code root} is a URL, or a local one is a link to elsewhere, or
   *     no file
   */
  List<FileStatus> below(String root) throws IOException {
    Path path = new Path(isPath(root) ? root : requireLocalName(root));
    List<FileStatus> files = new ArrayList<>();
    FileSystem system = fileSystem(path);
    if (system instanceof RawLocalFileSystem local) {
      looked = LocalFolder.of(local.pathToFile(path).toPath());
      collect(local, looked, path, files);
    } else {
      collect(system, path, files);
    }
    files.sort(null);
    return files;
  }

  private static void collect(
      RawLocalFileSystem system, LocalFolder folder, Path path, List<FileStatus> files)
      throws IOException {
    for (FileStatus each : system.listStatus(path)) {
      java.nio.file.Path local = system.pathToFile(each.getPath()).toPath();
      if (each.isDirectory() && !isHidden(each)) {
        if (folder.holds(local)) {
          collect(system, folder, each.getPath(), files);
        }
      } else if (!each.isDirectory() && (!isHidden(each) || each.getPath().equals(path))) {
        folder.requireFile(local);
        files.add(each);
      }
    }
  }

  private static boolean isHidden(FileStatus file) {
    String name = file.getPath().getName();
    return name.startsWith(".") || name.startsWith("_");
  }

  private static boolean isPath(String root) {
    int colon = root.indexOf(':');
    return colon < 0 || root.lastIndexOf('/', colon) >= 0 || root.startsWith("file:");
  }

  /**
   * {@code 2024-01-01T00:00:00.csv} is no URI, though what stands before its colon might be one's.
   * By a URI Hadoop would fetch from any server, one of an internal network included.
   */
  private static String requireLocalName(String root) {
    if (new File(root).exists()) {
      return "./" + root;
    }
    throw new JobFailedException(
        "The input %s is a URL, or is not here: import reads files.".formatted(root),
        "Download it, and import the file; nothing was imported.");
  }

  private static void collect(FileSystem system, Path path, List<FileStatus> files)
      throws IOException {
    for (FileStatus each : system.listStatus(path)) {
      if (each.isFile() && (!isHidden(each) || each.getPath().equals(path))) {
        files.add(each);
      } else if (each.isDirectory() && !isHidden(each)) {
        collect(system, each.getPath(), files);
      }
    }
  }

  /**
   * The content of a file, unpacked if it is compressed.
   *
   * @param read is told how many bytes of the file were read, each time some were
   * @throws UnsuitableFileException if it is compressed in another way; the message continues one
   *     about it
   */
  InputStream open(String uri, LongConsumer read) throws IOException {
    Path path = new Path(URI.create(uri));
    Counted raw = new Counted(opened(path), read);
    BufferedInputStream bytes = new BufferedInputStream(raw, BUFFER);
    Packing packing = Packing.of(bytes);
    InputStream content = packing.unpacked(bytes);
    return packing == Packing.NONE ? content : new UnpackLimit(content, raw::count);
  }

  /** Whoever fills the folder may have put a link there meanwhile, and may do so right now. */
  private FSDataInputStream opened(Path path) throws IOException {
    requireAsFound(path);
    FSDataInputStream content = fileSystem(path).open(path);
    try {
      requireAsFound(path);
    } catch (IOException | JobFailedException e) {
      content.close();
      throw e;
    }
    return content;
  }

  /**
   * Makes sure that a file is still what was found.
   *
   * @throws JobFailedException if it is a link to elsewhere now, or no file
   */
  void requireAsFound(SourceFile file) throws IOException {
    requireAsFound(new Path(URI.create(file.uri())));
  }

  private void requireAsFound(Path path) throws IOException {
    if (looked != null && fileSystem(path) instanceof RawLocalFileSystem local) {
      looked.requireFile(local.pathToFile(path).toPath());
    }
  }

  /** A file as Parquet's readers take it. */
  InputFile parquet(String uri) throws IOException {
    Path path = new Path(URI.create(uri));
    FileSystem system = fileSystem(path);
    long length = system.getFileStatus(path).getLen();
    return new InputFile() {
      @Override
      public long getLength() {
        return length;
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(opened(path));
      }
    };
  }

  /** SHA-256 of a file's content, in hexadecimal digits; reads it to its end. */
  String digest(String uri) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream content = new DigestInputStream(open(uri, bytes -> {}), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  OutputStream create(String uri) throws IOException {
    Path path = new Path(uri);
    return fileSystem(path).create(path, true);
  }

  /** Appends a file to {@code target}. */
  void copy(String uri, OutputStream target) throws IOException {
    Path path = new Path(uri);
    try (InputStream source = fileSystem(path).open(path)) {
      source.transferTo(target);
    }
  }

  /** Deletes a folder, if there is one. */
  void delete(String uri) throws IOException {
    Path path = new Path(uri);
    fileSystem(path).delete(path, true);
  }

  /** The local one without checksums: their files cannot be named after one with a colon. */
  private FileSystem fileSystem(Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration.value());
    return system instanceof LocalFileSystem local ? local.getRaw() : system;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Tells how much was read. */
  private static final class Counted extends FilterInputStream {

    private final LongConsumer read;
    private long count;

    Counted(InputStream in, LongConsumer read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      add(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int some = super.read(target, offset, length);
      add(Math.max(0, some));
      return some;
    }

    private void add(int bytes) {
      count += bytes;
      read.accept(bytes);
    }

    long count() {
      return count;
    }
  }
}
