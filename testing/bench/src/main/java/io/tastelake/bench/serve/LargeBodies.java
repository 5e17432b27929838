package io.tastelake.bench.serve;

import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.subject.Bodies;
import io.tastelake.bench.subject.Subject;
import java.util.List;

/** How long the largest bodies take that the vendor's clients send. */
final class LargeBodies {

  private static final int[] ROWS = {4_096, 16_384};
  private static final int WARM_UP = 5;
  private static final int REQUESTS = 15;

  private LargeBodies() {}

  static void measure(Subject subject, Report report) throws Exception {
    for (int rows : ROWS) {
      List<byte[]> bodies = Bodies.bulks(subject.events(5), 3, rows);
      Load.closed(() -> subject.bulkLane(bodies), 1, WARM_UP);
      subject.lake().untilCommitted();
      Load load = Load.closed(() -> subject.bulkLane(bodies), 1, REQUESTS);
      report.add(
          Figure.of("–", "one body of %,d rows, median".formatted(rows), load.millis(50) / 1e3, "s")
              .note("longest of %d: %.3f s".formatted(REQUESTS, load.millis(100) / 1e3)));
    }
  }
}
