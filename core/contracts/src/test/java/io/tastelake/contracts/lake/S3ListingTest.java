package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class S3ListingTest {

  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private static S3Emulator s3;

  private final Configuration configuration = new Configuration();
  private final String folder = "log" + FOLDERS.incrementAndGet();

  @BeforeAll
  static void startTheStore() throws IOException {
    s3 = S3Emulator.start();
  }

  @AfterAll
  static void stopTheStore() {
    s3.close();
  }

  @BeforeEach
  void serveEveryRequest() {
    s3.decide((method, path) -> Fate.SERVED);
  }

  @Test
  void listsFromANameOnInOrder() throws IOException {
    put(0, 30);
    s3.overwrite(folder + "/%020d.crc".formatted(28), "sum");
    s3.overwrite(folder + "/_last_checkpoint", "{}");
    s3.overwrite(folder + "/sub/%020d.json".formatted(29), "of another folder");
    assertThat(names(from("%020d.".formatted(27))))
        .containsExactly(
            "%020d.json".formatted(27),
            "%020d.crc".formatted(28),
            "%020d.json".formatted(28),
            "%020d.json".formatted(29),
            "_last_checkpoint");
    assertThat(names(from("%020d.json".formatted(29))))
        .containsExactly("%020d.json".formatted(29), "_last_checkpoint");
    assertThat(names(from("~"))).isEmpty();
  }

  @Test
  void givesWhatS3AGives() throws IOException {
    put(0, 3);
    Path file = path("%020d.json".formatted(2));
    FileStatus listed = from(file.getName()).next();
    FileStatus asked = file.getFileSystem(configuration).getFileStatus(file);
    assertThat(listed.getPath()).isEqualTo(asked.getPath());
    assertThat(listed.getLen()).isEqualTo(asked.getLen());
    assertThat(listed.isFile()).isTrue();
    assertThat(listed.getModificationTime() / 1_000).isEqualTo(asked.getModificationTime() / 1_000);
  }

  /** A log holds some hundred thousand objects of before. */
  @Test
  void takesOneRequestHoweverMuchIsBefore() throws IOException {
    put(0, 5_000);
    from("%020d.".formatted(4_990)); // makes the client
    long before = s3.requests();
    assertThat(names(from("%020d.".formatted(4_990)))).hasSize(10);
    assertThat(s3.requests() - before).isOne();
  }

  @Test
  void turnsPages() throws IOException {
    put(0, 2_500);
    assertThat(names(from("%020d.".formatted(1))))
        .containsExactlyElementsOf(
            IntStream.range(1, 2_500).mapToObj("%020d.json"::formatted).toList());
  }

  @Test
  void whoeverStopsEarlyAsksForNoMore() throws IOException {
    put(0, 2_500);
    from("0");
    long before = s3.requests();
    assertThat(from("0").next().getPath().getName()).isEqualTo("%020d.json".formatted(0));
    assertThat(s3.requests() - before).isOne();
  }

  @Test
  void aLogThatIsNotThereCannotBeListed() {
    assertThatThrownBy(() -> from("0")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void whatIsNotServedIsAnInputOutputError() throws IOException {
    put(0, 1_001);
    Iterator<FileStatus> listed = from("0");
    s3.decide((method, path) -> Fate.FORBIDDEN);
    assertThatThrownBy(() -> from("0")).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> names(listed))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(AccessDeniedException.class);
  }

  @Test
  void goesThroughS3AWhereAStoreKnowsTheFirstApiOnly() throws IOException {
    Configuration first = new Configuration();
    first.setInt("fs.s3a.list.version", 1);
    try (FileSystem old = FileSystem.newInstance(path("0").toUri(), first);
        FileSystem usual = FileSystem.newInstance(path("0").toUri(), configuration)) {
      assertThat(S3Listing.isPossible(old, path("0"))).isFalse();
      assertThat(S3Listing.isPossible(usual, path("0"))).isTrue();
    }
  }

  private void put(int from, int until) {
    for (int version = from; version < until; version++) {
      s3.overwrite(folder + "/%020d.json".formatted(version), "commit");
    }
  }

  private Iterator<FileStatus> from(String name) throws IOException {
    return new S3LogStore(configuration).listFrom(path(name), configuration);
  }

  private Path path(String name) {
    return new Path(new Path(s3.folder(folder)), name);
  }

  private static List<String> names(Iterator<FileStatus> files) {
    List<String> names = new ArrayList<>();
    files.forEachRemaining(file -> names.add(file.getPath().getName()));
    return names;
  }
}
