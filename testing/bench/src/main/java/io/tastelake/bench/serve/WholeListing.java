package io.tastelake.bench.serve;

import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Processes;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Subject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** P6: all interactions of the database, page after page. */
final class WholeListing {

  private static final String PATH = "/v1/interactions-bulk/?amt=10000";
  private static final Pattern NEXT = Pattern.compile("\"next_cursor\"\\s*:\\s*\"([^\"]+)\"");
  private static final String ROW = "\"interaction_id\"";

  private long rows;
  private long pages;
  private long nanos;
  private long maxResident;

  private WholeListing() {}

  static void measure(Subject subject, Report report) {
    subject.lake().untilCommitted();
    new WholeListing().walk(subject, 20);
    ServerHeap heap = new ServerHeap(subject.standalone().handle());
    long before = heap.liveBytes();
    WholeListing listing = new WholeListing();
    listing.walk(subject, Integer.MAX_VALUE);
    long after = heap.liveBytes();
    report.add(
        Figure.of("P6", "whole-database listing, 10,000 a page", listing.rate(), "rows/s")
            .target(Target.atLeast(300_000))
            .note(
                "%,d rows in %,d pages, one client; time of requests to their last byte"
                    .formatted(listing.rows, listing.pages)));
    report.add(
        Figure.of("P6", "growth of the server's live heap over it", mebi(after - before), "MiB")
            .note(
                "from %.0f MiB; resident at most %.0f MiB meanwhile"
                    .formatted(mebi(before), mebi(listing.maxResident))));
  }

  /** Rows a second of one walk over all pages. */
  static double rate(Subject subject) {
    WholeListing listing = new WholeListing();
    listing.walk(subject, Integer.MAX_VALUE);
    return listing.rate();
  }

  private static double mebi(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private void walk(Subject subject, int maxPages) {
    try (ApiConnection connection = subject.connect()) {
      String path = PATH;
      while (path != null && pages < maxPages) {
        long start = System.nanoTime();
        byte[] page = connection.fetch(path);
        nanos += System.nanoTime() - start;
        path = count(new String(page, StandardCharsets.ISO_8859_1));
        maxResident = Math.max(maxResident, Processes.residentBytes(subject.standalone().handle()));
      }
    }
  }

  /** The path of the next page, or null. */
  private String count(String page) {
    pages++;
    for (int at = page.indexOf(ROW); at >= 0; at = page.indexOf(ROW, at + ROW.length())) {
      rows++;
    }
    Matcher next = NEXT.matcher(page);
    return next.find()
        ? PATH + "&cursor=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8)
        : null;
  }

  private double rate() {
    return rows * 1e9 / nanos;
  }
}
