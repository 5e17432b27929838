package io.tastelake.batch.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rejects of one task, in a file of its own if they are kept. */
final class RejectPart implements AutoCloseable {

  private final Files files;
  private final String folder;
  private final List<Reject> first = new ArrayList<>();
  private String file;
  private Writer writer;
  private long count;

  /**
   * @param folder gets the file; null if rejects are only counted
   */
  RejectPart(Files files, String folder) {
    this.files = files;
    this.folder = folder;
  }

  void add(Reject reject) throws IOException {
    count++;
    if (first.size() < Tally.SHOWN) {
      first.add(reject);
    }
    if (folder != null) {
      writer().append(reject.json()).append('\n');
    }
  }

  private Writer writer() throws IOException {
    if (writer == null) {
      file = folder + "/" + UUID.randomUUID();
      writer =
          new BufferedWriter(
              new OutputStreamWriter(files.create(file), StandardCharsets.UTF_8), 1 << 16);
    }
    return writer;
  }

  long count() {
    return count;
  }

  Tally tally(long rows) {
    return new Tally(rows, count, first, file == null ? List.of() : List.of(file));
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
