package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PackingTest {

  private static final byte[] TEXT =
      String.join("\n", IntStream.range(0, 500).mapToObj(i -> "z1,a" + i + ",view," + i).toList())
          .getBytes(StandardCharsets.UTF_8);

  private static byte[] packed(Packing packing, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer(packing, bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static OutputStream packer(Packing packing, OutputStream target) throws IOException {
    return switch (packing) {
      case NONE -> target;
      case GZIP -> new GZIPOutputStream(target);
      case BZIP2 -> new BZip2CompressorOutputStream(target);
      case ZSTD -> new ZstdOutputStream(target);
      case XZ, ZIP -> throw new IllegalArgumentException(packing + " is not read");
    };
  }

  private static byte[] unpacked(byte[] file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(new ByteArrayInputStream(file));
    try (InputStream content = Packing.of(bytes).unpacked(bytes)) {
      return content.readAllBytes();
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP", "BZIP2", "ZSTD"})
  void contentIsReadWhateverItsPacking(Packing packing) throws IOException {
    byte[] file = packed(packing, TEXT);
    assertThat(unpacked(file)).isEqualTo(TEXT);
    assertThat(unpacked(joined(file, file))).as("two members").isEqualTo(joined(TEXT, TEXT));
    assertThat(unpacked(packed(packing, new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void whatFollowsAndIsNoMemberIsRefused(Packing packing) throws IOException {
    byte[] file = packed(packing, TEXT);
    for (byte[] more : new byte[][] {{'z'}, {0}, {'z', '1', ',', 'b', '0', '\n'}, new byte[512]}) {
      assertThatThrownBy(() -> unpacked(joined(file, more)))
          .as(packing + " with " + more.length + " more bytes")
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void aCutFileIsRefusedWhereverItIsCut(Packing packing) throws IOException {
    byte[] file = packed(packing, TEXT);
    for (int length = 6; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> unpacked(cut))
          .as(packing + " cut to " + length)
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> unpacked(joined(file, cut)))
          .as(packing + " with a second member cut to " + length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aGzipHeaderWithoutEndIsNotHeld() throws IOException {
    byte[] plain = packed(Packing.GZIP, TEXT);
    for (int length : new int[] {1_000, 20 << 20}) {
      ByteArrayOutputStream named = new ByteArrayOutputStream();
      named.write(plain, 0, 10);
      named.write(Arrays.copyOf("x".repeat(length).getBytes(StandardCharsets.UTF_8), length + 1));
      named.write(plain, 10, plain.length - 10);
      byte[] file = named.toByteArray();
      file[3] = 1 << 3; // a name follows
      if (length == 1_000) {
        assertThat(unpacked(file)).isEqualTo(TEXT);
      } else {
        assertThatThrownBy(() -> unpacked(file))
            .isInstanceOf(IOException.class)
            .hasMessage("a gzip header in it is longer than 131,072 bytes");
        assertThatThrownBy(() -> unpacked(joined(plain, file)))
            .as("of a second member")
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void otherPackingsAreRefusedByName() {
    byte[] zip = {'P', 'K', 3, 4, 0, 0};
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    assertThatThrownBy(() -> unpacked(zip))
        .isInstanceOf(UnsuitableFileException.class)
        .hasMessage("it is compressed by zip: unpack it, or compress it by gzip, bzip2 or zstd");
    assertThatThrownBy(() -> unpacked(xz)).hasMessageContaining("compressed by xz");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv,a.csv",
    "a.csv.gz,a.csv",
    "a.CSV.GZ,a.CSV",
    "a.jsonl.zst,a.jsonl",
    "a.tsv.bz2,a.tsv"
  })
  void aNameIsPlainWithoutItsPacking(String name, String plain) {
    assertThat(Packing.plainName(name)).isEqualTo(plain);
    assertThat(Format.ofName(name)).isPresent();
  }
}
