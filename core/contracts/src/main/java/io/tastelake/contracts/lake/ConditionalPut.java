package io.tastelake.contracts.lake;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Puts an object into S3 if there is none ({@code If-None-Match: *}). What S3 answers does not
 * decide: an answer can be lost, and then the client puts again and is refused on account of its
 * own object. So whenever a put fails, the object is read back.
 */
public final class ConditionalPut {

  /** Hadoop must know it: an option that it may ignore would make this an ordinary put. */
  private static final String CONDITION = "fs.option.create.conditional.overwrite";

  private static final int ATTEMPTS = 3;
  private static final int PIECE = 64 << 10;

  private final FileSystem files;
  private final Path target;
  private final Content content;

  /** What is put, complete before the put begins. */
  public interface Content {

    long length();

    /** The same bytes each time. */
    InputStream open() throws IOException;

    /** What a local file holds. */
    static Content of(java.nio.file.Path file) throws IOException {
      long length = Files.size(file);
      return new Content() {
        @Override
        public long length() {
          return length;
        }

        @Override
        public InputStream open() throws IOException {
          return Files.newInputStream(file);
        }
      };
    }

    static Content of(byte[] bytes) {
      return new Content() {
        @Override
        public long length() {
          return bytes.length;
        }

        @Override
        public InputStream open() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }

  private ConditionalPut(FileSystem files, Path target, Content content) {
    this.files = files;
    this.target = target;
    this.content = content;
  }

  /**
   * Puts an object; once this returns it is stored.
   *
   * @throws FileAlreadyExistsException if another object has the name
   * @throws InterruptedIOException if the thread was interrupted; whether it is stored is unknown
   * @throws IOException if the store fails; whether it is stored is unknown
   */
  public static void create(FileSystem files, Path target, Content content) throws IOException {
    new ConditionalPut(files, target, content).create();
  }

  private void create() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        put();
        return;
      } catch (IOException e) {
        if (isInterruption(e)) {
          throw e;
        }
        switch (storedAfter(e)) {
          case OURS -> {
            return;
          }
          case ANOTHER -> throw taken(e);
          case NOTHING -> {
            if (attempt == ATTEMPTS) {
              throw e;
            }
          }
        }
      }
    }
  }

  /** A stream that is closed puts what it has got, so after an error it must be aborted. */
  private void put() throws IOException {
    FSDataOutputStreamBuilder<?, ?> conditional = files.createFile(target);
    conditional.must(CONDITION, true);
    FSDataOutputStream out = conditional.build();
    try (InputStream in = content.open()) {
      in.transferTo(out);
      out.close();
    } catch (IOException | RuntimeException e) {
      out.abort();
      throw e;
    }
  }

  private static boolean isInterruption(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return false;
    }
    return failure instanceof InterruptedIOException
        || failure instanceof ClosedByInterruptException
        || Thread.currentThread().isInterrupted();
  }

  private Stored storedAfter(IOException failure) throws IOException {
    try {
      FileStatus found = files.getFileStatus(target);
      return found.getLen() == content.length() && holdsContent() ? Stored.OURS : Stored.ANOTHER;
    } catch (FileNotFoundException absent) {
      return Stored.NOTHING;
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private boolean holdsContent() throws IOException {
    try (InputStream found = files.open(target);
        InputStream ours = content.open()) {
      byte[] piece = ours.readNBytes(PIECE);
      while (piece.length > 0) {
        if (!Arrays.equals(piece, found.readNBytes(piece.length))) {
          return false;
        }
        piece = ours.readNBytes(PIECE);
      }
      return true;
    }
  }

  private FileAlreadyExistsException taken(IOException cause) {
    FileAlreadyExistsException taken = new FileAlreadyExistsException(target.toString());
    taken.initCause(cause);
    return taken;
  }

  private enum Stored {
    NOTHING,
    OURS,
    ANOTHER
  }
}
