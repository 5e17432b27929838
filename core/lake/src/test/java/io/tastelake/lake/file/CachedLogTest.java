package io.tastelake.lake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachedLogTest {

  private static final String COMMIT = "%020d.json".formatted(7);
  private static final Instant THEN = Instant.parse("2026-11-30T10:00:00Z");

  private final CachedLog cached = new CachedLog(new HadoopFileIO(new Configuration()));

  @TempDir Path table;
  private Path log;

  @BeforeEach
  void makeTheLog() throws IOException {
    log = Files.createDirectories(table.resolve("_delta_log"));
  }

  private void write(String name, String text, Instant at) throws IOException {
    Files.deleteIfExists(log.resolve("." + name + ".crc"));
    Path file = Files.writeString(log.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  /** Lists the log and reads a file as Kernel does. */
  private String listedAndRead(String name) throws IOException {
    try (CloseableIterator<FileStatus> files =
        cached.listFrom(log.resolve("0").toUri().toString())) {
      while (files.hasNext()) {
        FileStatus file = files.next();
        if (file.getPath().endsWith("/" + name)) {
          return read(file);
        }
      }
    }
    throw new IOException(name + " is not listed");
  }

  private String read(FileStatus file) throws IOException {
    try (SeekableInputStream stream =
        cached.newInputFile(file.getPath(), file.getSize()).newStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsListedAsItWasIsNotReadAgain() throws IOException {
    write(COMMIT, "one", THEN);
    assertThat(listedAndRead(COMMIT)).isEqualTo("one");
    write(COMMIT, "two", THEN);
    assertThat(listedAndRead(COMMIT)).as("the same size and time").isEqualTo("one");
  }

  @Test
  void whatWasOverwrittenIsReadAnew() throws IOException {
    write(COMMIT, "one", THEN);
    assertThat(listedAndRead(COMMIT)).isEqualTo("one");
    write(COMMIT, "two", THEN.plusSeconds(1));
    assertThat(listedAndRead(COMMIT)).isEqualTo("two");
    write(COMMIT, "three", THEN.plusSeconds(1));
    assertThat(listedAndRead(COMMIT)).isEqualTo("three");
  }

  @Test
  void whatChangesUnderItsNameIsNotKept() throws IOException {
    for (String name : new String[] {"_last_checkpoint", "aside.json"}) {
      write(name, "one", THEN);
      assertThat(listedAndRead(name)).isEqualTo("one");
      write(name, "two", THEN);
      assertThat(listedAndRead(name)).isEqualTo("two");
    }
  }

  @Test
  void whatWasNotListedIsNotKept() throws IOException {
    write(COMMIT, "one", THEN);
    FileStatus file = FileStatus.of(log.resolve(COMMIT).toUri().toString(), 3, THEN.toEpochMilli());
    assertThat(read(file)).isEqualTo("one");
    write(COMMIT, "two", THEN);
    assertThat(read(file)).isEqualTo("two");
  }

  @Test
  void largeFilesAreNotKept() throws IOException {
    String large = "x".repeat((8 << 20) + 1);
    write(COMMIT, large, THEN);
    assertThat(listedAndRead(COMMIT)).hasSameSizeAs(large);
    write(COMMIT, "y" + large.substring(1), THEN);
    assertThat(listedAndRead(COMMIT)).startsWith("yx");
  }

  @Test
  void contentIsReadLikeAFile() throws IOException {
    ContentStream stream = new ContentStream("0123456789".getBytes(StandardCharsets.UTF_8));
    byte[] four = new byte[4];
    stream.seek(3);
    stream.readFully(four, 0, 4);
    assertThat(four).asString(StandardCharsets.UTF_8).isEqualTo("3456");
    assertThat(stream.getPos()).isEqualTo(7);
    assertThat(stream.available()).isEqualTo(3);
    assertThat(stream.read()).isEqualTo('7');
    assertThat(stream.read(four, 1, 3)).isEqualTo(2);
    assertThat(four).asString(StandardCharsets.UTF_8).isEqualTo("3896");
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(four, 0, 4)).isEqualTo(-1);
    assertThatThrownBy(() -> stream.readFully(four, 0, 1)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> stream.seek(11)).isInstanceOf(EOFException.class);
    stream.seek(10);
    assertThat(stream.read(four, 0, 0)).isZero();
  }
}
