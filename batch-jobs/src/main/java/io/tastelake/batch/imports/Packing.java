package io.tastelake.batch.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * How a file is compressed, by its first bytes. Whatever follows the compressed content and is no
 * more of it makes the file unreadable: it would be rows that nobody misses.
 */
enum Packing {
  NONE {
    @Override
    InputStream unpacked(BufferedInputStream bytes) {
      return bytes;
    }
  },
  GZIP(0x1f, 0x8b) {
    @Override
    InputStream unpacked(BufferedInputStream bytes) throws IOException {
      return GzipCompressorInputStream.builder()
          .setInputStream(new GzipHeaders(bytes))
          .setDecompressConcatenated(true)
          .get();
    }
  },
  BZIP2('B', 'Z', 'h') {
    @Override
    InputStream unpacked(BufferedInputStream bytes) throws IOException {
      return new BZip2CompressorInputStream(bytes, true);
    }
  },
  ZSTD(0x28, 0xb5, 0x2f, 0xfd) {
    @Override
    InputStream unpacked(BufferedInputStream bytes) throws IOException {
      return new ZstdCompressorInputStream(new ZstdFrames(bytes));
    }
  },
  XZ(0xfd, '7', 'z', 'X', 'Z', 0) {
    @Override
    InputStream unpacked(BufferedInputStream bytes) {
      throw unsupported("xz");
    }
  },
  ZIP('P', 'K', 3, 4) {
    @Override
    InputStream unpacked(BufferedInputStream bytes) {
      throw unsupported("zip");
    }
  };

  /** What {@code --input} says of compression in its help and in its messages. */
  static final String SUPPORTED = "gzip, bzip2 or zstd";

  private static final int LONGEST = 6;
  private static final Pattern SUFFIX = Pattern.compile("(?i)\\.(gz|bz2|zst|zstd)$");

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final int[] firstBytes;

  Packing(int... firstBytes) {
    this.firstBytes = firstBytes;
  }

  /** The content from here on; what it throws when it is cut or goes on as something else. */
  abstract InputStream unpacked(BufferedInputStream bytes) throws IOException;

  /** How a file that begins with {@code bytes} is compressed; leaves them to be read. */
  static Packing of(BufferedInputStream bytes) throws IOException {
    bytes.mark(LONGEST);
    byte[] first = bytes.readNBytes(LONGEST);
    bytes.reset();
    return Arrays.stream(values())
        .filter(each -> each != NONE && each.begins(first))
        .findFirst()
        .orElse(NONE);
  }

  /** A file's name without what says how it is compressed. */
  static String plainName(String name) {
    return SUFFIX.matcher(name).replaceFirst("");
  }

  private boolean begins(byte[] file) {
    for (int i = 0; i < firstBytes.length; i++) {
      if (i >= file.length || (file[i] & 0xff) != firstBytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static UnsuitableFileException unsupported(String packing) {
    return new UnsuitableFileException(
        "it is compressed by %s: unpack it, or compress it by %s".formatted(packing, SUPPORTED));
  }
}
