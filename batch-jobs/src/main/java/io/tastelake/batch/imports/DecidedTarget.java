package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.WrongRowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows that the online store decides, some hundreds at once: in the order of files and rows, since
 * of several about the same thing the last one holds.
 */
abstract class DecidedTarget implements Target {

  /** How many rows one decision takes: it locks what it is about meanwhile. */
  static final int PER_DECISION = 500;

  private static final long SAID_EVERY = 100_000;

  private final ImportTopology topology;
  private final ImportConfig config;
  private final Files files;

  DecidedTarget(ImportTopology topology, ImportConfig config, Files files) {
    this.topology = topology;
    this.config = config;
    this.files = files;
  }

  /** Decides rows of one file, and returns those that it refused. */
  abstract List<Reject> decide(SourceFile source, List<RawRow> rows);

  static Reject reject(SourceFile source, RawRow row, WrongRowException wrong) {
    return new Reject(source.name(), row.number(), row.line(), wrong.getMessage());
  }

  @Override
  public Tally take(List<SourceFile> sources, String parts, Consumer<String> report) {
    Tally all = Tally.NONE;
    for (SourceFile source : sources) {
      if (all.rejected() <= config.maxRejects()) {
        all = all.plus(taken(source, parts, report));
      }
    }
    return all;
  }

  private Tally taken(SourceFile source, String parts, Consumer<String> report) {
    List<RawRow> waiting = new ArrayList<>();
    long[] count = {0};
    try (RejectPart rejects = new RejectPart(files, parts)) {
      topology.read(
          source,
          row -> {
            if (row.number() > config.limit() || rejects.count() > config.maxRejects()) {
              return false;
            }
            count[0]++;
            waiting.add(row);
            if (waiting.size() == PER_DECISION) {
              decide(source, waiting, rejects);
            }
            if (count[0] % SAID_EVERY == 0) {
              report.accept("%,d rows of %s".formatted(count[0], source.name()));
            }
            return true;
          });
      decide(source, waiting, rejects);
      return rejects.tally(count[0]);
    } catch (IOException e) {
      throw Sources.cut(source, e);
    }
  }

  private void decide(SourceFile source, List<RawRow> waiting, RejectPart rejects) {
    if (!waiting.isEmpty()) {
      for (Reject reject : decide(source, waiting)) {
        add(reject, rejects);
      }
      waiting.clear();
    }
  }

  private static void add(Reject reject, RejectPart rejects) {
    try {
      rejects.add(reject);
    } catch (IOException e) {
      throw new UncheckedIOException("The rejects cannot be written. Check --rejects.", e);
    }
  }
}
