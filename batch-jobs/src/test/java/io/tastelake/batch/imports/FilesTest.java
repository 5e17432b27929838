package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.tastelake.batch.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.util.SerializableConfiguration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that somebody else filled: what is in it is read, and nothing else. */
class FilesTest {

  private final io.tastelake.batch.imports.Files files =
      new io.tastelake.batch.imports.Files(new SerializableConfiguration(new Configuration()));

  @TempDir private Path folder;
  private Path input;
  private Path secret;

  @BeforeEach
  void prepare() throws IOException {
    input = Files.createDirectories(folder.resolve("input"));
    Path other = Files.createDirectories(folder.resolve("other"));
    secret = Files.writeString(other.resolve("secret.csv"), "user_id,item_id\n");
    Files.writeString(input.resolve("own.csv"), "user_id,item_id\n");
  }

  private List<String> names(Path path) throws IOException {
    return files.below(path.toString()).stream()
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .toList();
  }

  @Test
  void aLinkThatLeadsOutIsRefusedByName() throws IOException {
    Path link = Files.createSymbolicLink(input.resolve("more.csv"), secret);
    assertThatThrownBy(() -> names(input))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("more.csv is a link that leads out of the folder");
    Files.delete(link);
    Files.createSymbolicLink(input.resolve("more"), secret.getParent());
    assertThatThrownBy(() -> names(input)).isInstanceOf(JobFailedException.class);
  }

  @Test
  void aFileThatBecameALinkMeanwhileIsRefusedByName() throws IOException {
    String found = files.below(input.toString()).get(0).getPath().toUri().toString();
    files.open(found, bytes -> {}).close();
    Files.delete(input.resolve("own.csv"));
    Files.createSymbolicLink(input.resolve("own.csv"), secret);
    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(
            () -> files.open(found, bytes -> {}),
            () -> files.digest(found),
            () -> files.parquet(found).newStream(),
            () -> files.requireAsFound(new SourceFile(found, "own", 1, Format.PARQUET)))) {
      assertThatThrownBy(opening)
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("own.csv is a link that leads out of the folder");
    }
  }

  @Test
  void aLinkWithinIsNoLoopAndTheInputItselfMayBeOne() throws IOException {
    Path sub = Files.createDirectories(input.resolve("sub"));
    Files.writeString(sub.resolve("deep.csv"), "");
    Files.createSymbolicLink(sub.resolve("loop"), input);
    assertThat(names(input)).containsExactlyInAnyOrder("own.csv", "deep.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    assertThat(names(link)).containsExactlyInAnyOrder("own.csv", "deep.csv");
    Path named = Files.createSymbolicLink(folder.resolve("named.csv"), secret);
    assertThat(names(named)).containsExactly("named.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/a.csv",
        "HTTPS://169.254.169.254/latest/meta-data/",
        "ftp://127.0.0.1/a.csv",
        "jar:file:///etc/a.jar!/a.csv",
        "webhdfs://127.0.0.1/a.csv",
        "hdfs://127.0.0.1:1/a.csv",
        "HDFS://127.0.0.1:1/a.csv",
        "s3a://bucket/a.csv",
        "gs://bucket/a.csv",
        "abfs://container@account/a.csv",
        "viewfs://127.0.0.1/a.csv",
        " http://127.0.0.1:1/a.csv",
        "\thdfs://127.0.0.1:1/a.csv",
        "http:a.csv"
      })
  void nothingIsFetchedByUrl(String url) {
    assertThatThrownBy(() -> new Sources(files).at(url, null))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("is a URL");
  }

  @Test
  void pathsAndUrisOfFilesAreRead() {
    for (String root : List.of(input.toString(), "file:" + input, "file://" + input)) {
      assertThat(new Sources(files).at(root, null)).as(root).hasSize(1);
    }
  }

  @Test
  void aDeviceIsNoFile() throws IOException {
    Path device = Path.of("/dev/zero");
    assertThatThrownBy(() -> names(device)).isInstanceOf(JobFailedException.class);
  }

  /** None of them is another path than its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..csv",
        "...csv",
        "%2e%2e%2fother%2fsecret.csv",
        "..%2Fsecret.csv",
        "a\\..\\..\\other\\secret.csv",
        "$(id).csv",
        "{a,b}*?[x].csv",
        "a b#c?d.csv"
      })
  void aNameIsANameAndNoPath(String name) throws IOException {
    boolean hidden = name.startsWith(".");
    Files.writeString(input.resolve(name), "of " + name);
    List<FileStatus> found =
        files.below(input.toString()).stream()
            .filter(file -> !file.getPath().getName().equals("own.csv"))
            .toList();
    assertThat(found).hasSize(hidden ? 0 : 1);
    for (FileStatus file : found) {
      assertThat(file.getPath().getName()).isEqualTo(name);
      try (InputStream content = files.open(file.getPath().toUri().toString(), bytes -> {})) {
        assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("of " + name);
      }
    }
  }

  private static OutputStream packer(String packing, OutputStream target) throws IOException {
    return switch (packing) {
      case "bz2" -> new BZip2CompressorOutputStream(target);
      case "zst" -> new ZstdOutputStream(target);
      default -> new GZIPOutputStream(target);
    };
  }

  private Path packed(String packing, long bytes) throws IOException {
    Path file = input.resolve("bomb.csv." + packing);
    byte[] block = new byte[1 << 20];
    try (OutputStream out = packer(packing, Files.newOutputStream(file))) {
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
    return file;
  }

  private long unpacked(Path file) throws IOException {
    try (InputStream content = files.open(file.toUri().toString(), bytes -> {})) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bz2", "zst"})
  void aBombEndsWhereItIsKnownForOne(String packing) throws IOException {
    Path bomb = packed(packing, 2 * UnpackLimit.ALWAYS_ALLOWED);
    assertThat(Files.size(bomb)).isLessThan(20_000);
    assertThatThrownBy(() -> unpacked(bomb))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2,000 times its size");
  }

  @Test
  void whatPacksWellIsNoBomb() throws IOException {
    long bytes = UnpackLimit.ALWAYS_ALLOWED + (4L << 20);
    assertThat(unpacked(packed("gz", bytes))).isEqualTo(bytes);
    Path small = packed("zst", 8L << 20);
    assertThat(unpacked(small)).isEqualTo(8L << 20);
  }
}
