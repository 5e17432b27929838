package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class S3LogStoreTest {

  private static final int WRITERS = 4;
  private static final int VERSIONS = 25;
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private static S3Emulator s3;

  private final Configuration configuration = new Configuration();
  private final String folder = "log" + FOLDERS.incrementAndGet();
  private final String key = folder + "/0.json";

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
  void ofManyWritersOfOneVersionExactlyOneSucceeds() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int version = 0; version < VERSIONS; version++) {
        String commit = version + ".json";
        List<Callable<String>> attempts = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String text = "writer " + writer;
          attempts.add(() -> succeeds(commit, text) ? text : "");
        }
        List<String> succeeded = new ArrayList<>();
        for (Future<String> attempt : writers.invokeAll(attempts)) {
          if (!attempt.get().isEmpty()) {
            succeeded.add(attempt.get());
          }
        }
        assertThat(succeeded).hasSize(1);
        assertThat(s3.text(folder + "/" + commit)).isEqualTo(succeeded.get(0) + "\n");
      }
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void overwritesWhenToldTo() throws IOException {
    write("_last_checkpoint", "one", true);
    write("_last_checkpoint", "two", true);
    assertThat(s3.text(folder + "/_last_checkpoint")).isEqualTo("two\n");
  }

  @Test
  void succeedsWhenTheAnswerIsLostAndTheClientPutsAgain() throws IOException {
    AtomicInteger puts = new AtomicInteger();
    onPut(() -> puts.getAndIncrement() == 0 ? Fate.ANSWER_LOST : Fate.SERVED);
    write("0.json", "ours", false);
    assertThat(puts).as("puts, of which the second meets the first's object").hasValue(2);
    assertThat(s3.text(key)).isEqualTo("ours\n");
  }

  @Test
  void succeedsWhenEveryAnswerIsLost() throws IOException {
    onPut(() -> Fate.ANSWER_LOST);
    write("0.json", "ours", false);
    assertThat(s3.text(key)).isEqualTo("ours\n");
  }

  @Test
  void saysThatTheNameIsTakenWhenTheAnswerIsLostAndAnotherWriterWon() {
    onPut(
        () -> {
          s3.overwrite(key, "hers\n");
          return Fate.ANSWER_LOST;
        });
    assertThatThrownBy(() -> write("0.json", "ours", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(s3.text(key)).isEqualTo("hers\n");
  }

  @Test
  void putsAgainAfterAConflictThatLeftNothing() throws IOException {
    AtomicInteger puts = new AtomicInteger();
    onPut(() -> puts.getAndIncrement() == 0 ? Fate.CONFLICT : Fate.SERVED);
    write("0.json", "ours", false);
    assertThat(s3.text(key)).isEqualTo("ours\n");
  }

  @Test
  void saysThatTheNameIsTakenAfterAConflictThatAnotherWriterWon() {
    s3.overwrite(key, "hers\n");
    onPut(() -> Fate.CONFLICT);
    assertThatThrownBy(() -> write("0.json", "ours", false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void succeedsAfterAConflictWithItsOwnPut() throws IOException {
    onPut(
        () -> {
          s3.overwrite(key, "ours\n");
          return Fate.CONFLICT;
        });
    write("0.json", "ours", false);
    assertThat(s3.text(key)).isEqualTo("ours\n");
  }

  @Test
  void neverSaysThatANameIsTakenThatNobodyHas() {
    onPut(() -> Fate.CONFLICT);
    assertThatThrownBy(() -> write("0.json", "ours", false))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileAlreadyExistsException.class);
    assertThat(s3.keys(folder)).isEmpty();
  }

  @Test
  void anInterruptedPutIsReportedAsInterrupted() throws Exception {
    Thread writer = Thread.currentThread();
    onPut(
        () -> {
          writer.interrupt();
          return Fate.SERVED;
        });
    s3.delay(Duration.ofMillis(200));
    try {
      assertThatThrownBy(() -> write("0.json", "ours", false))
          .isInstanceOf(InterruptedIOException.class);
    } finally {
      s3.delay(Duration.ZERO);
      Thread.interrupted();
    }
  }

  @Test
  void contentThatEndsWithAnErrorIsNotPut() {
    ConditionalPut.Content failing =
        new ConditionalPut.Content() {
          @Override
          public long length() {
            return 2_000;
          }

          @Override
          public InputStream open() {
            return new SequenceInputStream(
                new ByteArrayInputStream(new byte[1_000]), new FailingStream());
          }
        };
    Path target = path("0.json");
    assertThatThrownBy(
            () -> ConditionalPut.create(target.getFileSystem(configuration), target, failing))
        .hasMessage("the disk is gone");
    assertThat(s3.keys(folder)).isEmpty();
  }

  private void onPut(Supplier<Fate> fate) {
    s3.decide((method, path) -> method.equals("PUT") ? fate.get() : Fate.SERVED);
  }

  private boolean succeeds(String name, String text) throws IOException {
    try {
      write(name, text, false);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  private void write(String name, String text, boolean overwrite) throws IOException {
    new S3LogStore(configuration)
        .write(path(name), List.of(text).iterator(), overwrite, configuration);
  }

  private Path path(String name) {
    return new Path(new Path(s3.folder(folder)), name);
  }

  private static final class FailingStream extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
      return read();
    }
  }
}
