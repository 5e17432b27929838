package io.tastelake.bench.batch;

import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.NarrowEvents.Row;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.subject.Installation;
import io.tastelake.domain.interaction.InteractionEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A lake that is grown by an import, and what is done to it in a night. */
final class LargeLake {

  private static final int MAX_ROWS_PER_USER = 10_000;
  private static final int FORGOTTEN = 100;

  private final Installation installation;
  private final Costs costs;
  private final Path folder;
  private final Report report;
  private final long rows;
  private final Zipf users;
  private final NarrowEvents events;

  /**
   * A lake to be.
   *
   * @param folder for the file that is imported
   * @param rows how many it has
   */
  LargeLake(
      Installation installation, Costs costs, Path folder, Report report, long rows, long seed) {
    this.installation = installation;
    this.costs = costs;
    this.folder = folder;
    this.report = report;
    this.rows = rows;
    this.users = Zipf.users(rows, MAX_ROWS_PER_USER);
    this.events = new NarrowEvents(installation.database(), users, seed);
  }

  /** A file of rows becomes a compacted lake, and ratings online. */
  void grow() throws Exception {
    Path file = folder.resolve("interactions.csv");
    report.progress("writing a CSV file of %,d rows, and ratings online".formatted(rows));
    SentRows sent = new SentRows(Math.toIntExact(rows));
    write(file, sent);
    OnlineFill.fill(installation, sent, users.users());
    costs.run("import", "--input", file.toString(), "--database", installation.database().value());
    Files.delete(file);
    report.progress("ingesting");
    installation.ingest();
    costs.run("compact");
  }

  private void write(Path file, SentRows sent) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      lines.write("user_id,item_id,interaction_type,timestamp\n");
      for (long written = 0; written < rows; written++) {
        Row row = events.row();
        sent.add(row);
        lines.write(
            row.user() + "," + row.item() + "," + row.type() + "," + decimal(row.timestamp()));
        lines.write('\n');
      }
    }
  }

  private static String decimal(double timestamp) {
    return BigDecimal.valueOf(Math.round(timestamp * 1000), 3).toPlainString();
  }

  /** What is left of the jobs when ratings are computed; at last all of them, after a day. */
  void live(int iterations) throws Exception {
    String[] training = {"--iterations", Integer.toString(iterations)};
    costs.run("train-item-factors", training);
    costs.run("evaluate", training);
    costs.run("check-consistency");
    installation.append(forgets(0));
    costs.run("forget-users");
    report.progress("a day more: %,d rows".formatted(rows / 100));
    installation.append(
        Stream.concat(Stream.generate(events::event).limit(rows / 100), forgets(1)));
    costs.run("nightly", training);
  }

  /** Of users with about ten rows each. */
  private Stream<InteractionEvent> forgets(int group) {
    int first = Math.max(1, users.users() / 10) + group * FORGOTTEN;
    return Forgets.of(installation.database(), first, FORGOTTEN);
  }
}
