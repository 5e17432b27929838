package io.tastelake.serving.http;

import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.gzip.GzipEncoderConfig;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Handler;

/** Packs answers with gzip, where the client asks for it and there is something to gain. */
final class PackedAnswers {

  /** An answer that fits into one packet would arrive no sooner. */
  static final int MIN_BYTES = 1400;

  /** Lists of JSON shrink to a fifth already; higher levels cost several times as much. */
  private static final int LEVEL = 1;

  private PackedAnswers() {}

  /**
   * What packs; bodies of requests are left to {@link PackedBody}, which counts what it unpacks.
   */
  static Handler.Wrapper handler() {
    GzipEncoderConfig encoder = new GzipEncoderConfig();
    encoder.setCompressionLevel(LEVEL);
    GzipCompression gzip = new GzipCompression();
    gzip.setMinCompressSize(MIN_BYTES);
    gzip.setDefaultEncoderConfig(encoder);
    CompressionHandler handler = new CompressionHandler();
    handler.putCompression(gzip);
    handler.putConfiguration(
        "/*",
        CompressionConfig.builder()
            .compressIncludeMethod("GET")
            .compressIncludeMethod("POST")
            .compressIncludeMimeType("application/json")
            .compressIncludeMimeType(JsonAnswers.LINES)
            .compressIncludeMimeType("text/html")
            .compressIncludeMimeType("text/css")
            .compressIncludeMimeType("text/javascript")
            .compressIncludeMimeType("application/javascript")
            .decompressExcludeEncoding("gzip")
            .build());
    return handler;
  }
}
