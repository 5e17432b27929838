package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.WrongRowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.util.LongAccumulator;

/**
 * What one task does: rows of one file into the log, in their order.
 *
 * @param partsFolder gets files of rejects; null if they are only counted
 * @param rows counts rows while they are read
 * @param bytes counts bytes of files while they are read
 */
record ImportTask(
    ImportConfig config,
    LogSettings log,
    Files files,
    String partsFolder,
    LongAccumulator rows,
    LongAccumulator bytes)
    implements Serializable {

  /** Imports a text file. */
  Tally text(SourceFile source) {
    try (InputStream content = files.open(source.uri(), bytes::add)) {
      return run(source, rows(source, content, config));
    } catch (IOException e) {
      throw new UncheckedIOException(
          source.uri() + " cannot be read to its end. Check it and import it again.", e);
    }
  }

  /** Imports rows of a Parquet file. */
  Tally rows(SourceFile source, Iterator<RawRow> rows, double bytesPerRow) {
    double[] read = {0};
    return unchecked(
        source,
        () -> {
          RawRow row = rows.hasNext() ? rows.next() : null;
          read[0] += bytesPerRow;
          bytes.add((long) read[0]);
          read[0] -= (long) read[0];
          return row;
        });
  }

  private Tally unchecked(SourceFile source, Rows given) {
    try {
      return run(source, given);
    } catch (IOException e) {
      throw new UncheckedIOException("The rejects cannot be written. Check --rejects.", e);
    }
  }

  /** The rows of a text file. */
  static Rows rows(SourceFile source, InputStream content, ImportConfig config) throws IOException {
    return switch (source.format()) {
      case CSV -> new CsvRows(config.text().csv(content));
      case JSONL -> new JsonRows(config.text().lines(content), config.mapping().wanted());
      case PARQUET -> throw new IllegalArgumentException(source + " is no text");
    };
  }

  private Tally run(SourceFile source, Rows given) throws IOException {
    EventReader reader = new EventReader(config, source);
    long count = 0;
    try (LogAppender appender = new LogAppender(log.producer(), log.maxEventBytes());
        RejectPart rejects = new RejectPart(files, partsFolder)) {
      RawRow row = given.next();
      while (row != null
          && row.number() <= config.limit()
          && rejects.count() <= config.maxRejects()) {
        count++;
        rows.add(1);
        try {
          appender.append(reader.event(row));
        } catch (WrongRowException e) {
          rejects.add(new Reject(source.name(), row.number(), row.line(), e.getMessage()));
        }
        row = given.next();
      }
      appender.flush();
      return rejects.tally(count);
    }
  }
}
