package io.tastelake.lake.file;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file that survives a power loss once it is closed: where the file system can, it is forced to
 * the device (about 0.1 ms a file); object stores acknowledge a close only when it is stored.
 */
final class DurableOutputFile implements OutputFile {

  /** Names are drawn at random, so two requests that look for the name would find nothing. */
  private static final String UNCHECKED_ON_S3 = "fs.s3a.create.performance";

  private final FileSystem files;
  private final Path path;

  DurableOutputFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    FSDataOutputStreamBuilder<?, ?> file = files.createFile(path);
    file.overwrite(false).recursive().opt(UNCHECKED_ON_S3, true);
    return new DurableStream(file.build());
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new DurableStream(files.create(path, true));
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private static final class DurableStream extends PositionOutputStream {

    private final FSDataOutputStream out;
    private boolean closed;

    DurableStream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return out.getPos();
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          out.hsync();
        }
      }
    }
  }
}
