package io.tastelake.lake.file;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses and decompresses whole pages in one native call. Parquet's own codecs set up a stream
 * for every page, which costs more than the work itself when pages are small. Thread-safe.
 */
final class PageCodecs implements CompressionCodecFactory {

  static final PageCodecs INSTANCE = new PageCodecs();

  private static final int ZSTD_LEVEL = 1;

  private PageCodecs() {}

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    return switch (name) {
      case ZSTD -> new Compressor(name, bytes -> Zstd.compress(bytes, ZSTD_LEVEL));
      case SNAPPY -> new Compressor(name, Snappy::compress);
      case UNCOMPRESSED -> new Compressor(name, bytes -> bytes);
      default -> throw new IllegalArgumentException("Files are not written with " + name + ".");
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case ZSTD -> new Decompressor(PageCodecs::fromZstd);
      case SNAPPY -> new Decompressor(PageCodecs::fromSnappy);
      case UNCOMPRESSED -> new Decompressor((bytes, size) -> bytes);
      default -> new CodecFactory(new PlainParquetConfiguration(), 0).getDecompressor(name);
    };
  }

  @Override
  public void release() {}

  private static byte[] fromZstd(byte[] compressed, int size) throws IOException {
    byte[] page = new byte[size];
    long done = Zstd.decompressByteArray(page, 0, size, compressed, 0, compressed.length);
    if (Zstd.isError(done) || done != size) {
      throw new IOException("A page is not a zstd frame of " + size + " bytes.");
    }
    return page;
  }

  private static byte[] fromSnappy(byte[] compressed, int size) throws IOException {
    byte[] page = new byte[size];
    int done = Snappy.uncompress(compressed, 0, compressed.length, page, 0);
    if (done != size) {
      throw new IOException("A page is not a snappy block of " + size + " bytes.");
    }
    return page;
  }

  private static byte[] bytes(BytesInput input) throws IOException {
    return input.toInputStream().readNBytes(Math.toIntExact(input.size()));
  }

  private interface Compression {
    byte[] compressed(byte[] page) throws IOException;
  }

  private interface Decompression {
    byte[] page(byte[] compressed, int size) throws IOException;
  }

  private record Compressor(CompressionCodecName getCodecName, Compression compression)
      implements BytesInputCompressor {

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      return BytesInput.from(compression.compressed(bytes(page)));
    }

    @Override
    public void release() {}
  }

  private record Decompressor(Decompression decompression) implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput compressed, int size) throws IOException {
      return BytesInput.from(decompression.page(bytes(compressed), size));
    }

    @Override
    public void decompress(ByteBuffer from, int compressedSize, ByteBuffer to, int size)
        throws IOException {
      byte[] compressed = new byte[compressedSize];
      from.get(compressed);
      to.put(decompression.page(compressed, size));
    }

    @Override
    public void release() {}
  }
}
