package io.tastelake.contracts.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not fit into memory are read with little of it; what is too long is a reject. */
class HugeFilesTest {

  private static final String HEADER = "user_id,item_id\n";

  @TempDir private Path folder;

  /** Reads a file in a process of its own. */
  static final class Reading {

    private Reading() {}

    /** Prints the number of each row, and its problem if it has one. */
    public static void main(String[] arguments) throws IOException {
      try (InputStream file = Files.newInputStream(Path.of(arguments[0]))) {
        CsvReader reader =
            CsvReader.withHeader(new Lines(file, StandardCharsets.UTF_8), CsvDialect.RFC_4180);
        for (CsvRow row = reader.next(); row != null; row = reader.next()) {
          System.out.println(row.line() + " " + row.problem());
        }
      }
    }
  }

  private List<String> rows(Path file) throws Exception {
    Path out = folder.resolve("out.txt");
    Process reading =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Reading.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(reading.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(reading.exitValue()).as(Files.readString(out)).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void aLineOfHundredsOfMegabytesIsOneReject() throws Exception {
    Path file = folder.resolve("long.csv");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(HEADER.getBytes(StandardCharsets.UTF_8));
      bytes.seek(300 << 20); // sparse: it takes no room on the disk
      bytes.write("\nann,lamp\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows(file))
        .containsExactly("2 The line is longer than 1,048,576 characters.", "3 null");
  }

  @Test
  void aQuoteThatNobodyClosesBeforeMillionsOfEmptyLinesIsOneReject() throws Exception {
    Path file = folder.resolve("empty-lines.csv");
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
      bytes.write((HEADER + "ann,\"").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 5_000_000; i++) {
        bytes.write('\n');
      }
      bytes.write("ann,lamp\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> rows = rows(file);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).startsWith("2 The quotes are broken");
    assertThat(rows.get(1)).isEqualTo("5000002 null");
  }
}
