package io.tastelake.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.RunningStandalone;
import io.tastelake.e2e.kit.UnderTarget;
import io.tastelake.rules.TestCounts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The Dockerfile's stages on root file systems of Debian's packages: what they hold is where
 * manifests expect it, and an API starts in its image beside another one. In the long run alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageTest {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final String ADMIN = "/opt/tastelake/bin/admin";

  private Path work;
  private Image api;

  @BeforeAll
  void build() throws IOException {
    assumeTrue(TestCounts.count(0, 1) == 1, "images are built in the long run");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mmdebstrap"))
            && System.getProperty("user.name").equals("root"),
        "building an image needs root and mmdebstrap");
    String built = System.getProperty("tastelake.image.work");
    work = built == null ? UnderTarget.create("ImageTest") : Path.of(built);
    if (built == null) {
      Image.build(work);
    }
    api = new Image(work, "api");
  }

  @Test
  void programsExplainThemselves() {
    for (String program : List.of("/opt/tastelake/bin/api", ADMIN)) {
      Image.Ended help = api.run(List.of(), program, "--help");
      assertThat(help.text()).contains("Usage:");
      assertThat(help.status()).isZero();
    }
    assertThat(api.run(List.of(), ADMIN, "doctor").text()).contains("Missing required option");
  }

  @Test
  void theRootIsReadOnlyAndItsUserIsNobody() {
    Image.Ended write = api.run(List.of(), "/bin/sh", "-c", "id -u; touch /tmp/a && touch /opt/a");
    assertThat(write.text()).startsWith("10001\n").contains("Read-only file system");
    assertThat(write.status()).isNotZero();
  }

  @Test
  void jobsAreWhereManifestsExpectThem() {
    assertReadable("flink", "/opt/flink/usrlib/stream-jobs.jar");
    assertReadable("flink", "/opt/flink/lib/hadoop-aws-*.jar");
    assertReadable("spark", "/opt/tastelake/jobs/batch-jobs.jar");
    assertReadable("spark", "/opt/spark/jars/delta-spark_*.jar");
  }

  /** Of two, the class path takes either. */
  @Test
  void noLibraryIsThereInTwoVersions() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("api/opt/tastelake/lib"))) {
      List<String> names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !name.startsWith("annotations-")) // of two that are not the same
              .map(name -> name.replaceFirst("-\\d[\\w.]*(?=.*\\.jar$)", ""))
              .toList();
      assertThat(names).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }
  }

  private void assertReadable(String stage, String file) {
    Image.Ended read = new Image(work, stage).run(List.of(), "/bin/sh", "-c", "test -r " + file);
    assertThat(read.status()).as("%s in %s: %s", file, stage, read.text()).isZero();
  }

  @Test
  void anApiServesBesideAnother() throws Exception {
    Path data = UnderTarget.create("image").resolve("data");
    try (RunningStandalone standalone = RunningStandalone.up(data)) {
      List<String> mounts =
          List.of(
              forAll(data.resolve("lake")) + ":/lake",
              forAll(data.resolve("credentials")) + ":/etc/tastelake");
      String kafka = argument(data, "--bootstrap-servers");
      String store = argument(data, "--store");
      String[] parts = {
        "--bootstrap-servers",
        kafka,
        "--lake",
        "file:/lake",
        "--store",
        store,
        "--store-user",
        "tastelake_api",
        "--store-password-file",
        "/etc/tastelake/store-api.password",
        "--kafka-config",
        "/etc/tastelake/kafka-api.properties"
      };
      String port = String.valueOf(freePort());
      try (Child child =
          api.start(
              "api",
              mounts,
              command("/opt/tastelake/bin/api", parts, "--port", port, "--metrics-port", "-1"))) {
        await()
            .atMost(READY)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(() -> assertThat(ready(port)).as(child.all()).isEqualTo(200));
      }
      Image.Ended doctor = api.run(mounts, command(ADMIN, parts, "doctor", "--partitions", "4"));
      assertThat(doctor.text())
          .contains("online store  ok", "lake          ok")
          .doesNotContain("Exception");
      assertThat(standalone.process().isAlive()).isTrue();
    }
  }

  private static String[] command(String program, String[] parts, String... more) {
    boolean subcommand = !more[0].startsWith("-");
    return Stream.of(
            Stream.of(program),
            Stream.of(more).limit(subcommand ? 1 : 0),
            Stream.of(parts),
            Stream.of(more).skip(subcommand ? 1 : 0))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static int ready(String port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String argument(Path data, String option) throws IOException {
    String start = '"' + option + "=";
    try (Stream<String> lines = Files.lines(data.resolve("job.args"))) {
      String line = lines.filter(each -> each.startsWith(start)).findFirst().orElseThrow();
      return line.substring(start.length(), line.length() - 1);
    }
  }

  /** A copy that the image's user may read. */
  private Path forAll(Path folder) throws IOException {
    Path copy = work.resolve("for-all-" + Objects.requireNonNull(folder.getFileName()));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(folder.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
        Files.setPosixFilePermissions(
            target,
            PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    return copy;
  }
}
