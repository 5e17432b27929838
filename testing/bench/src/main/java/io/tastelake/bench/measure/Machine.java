package io.tastelake.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param what cores, processor, system and Java
 * @param load how many threads ran or waited to run in the minute before, other work included;
 *     negative if unknown
 */
public record Machine(Instant at, String what, double load) {

  /** This machine, now. */
  public static Machine now() {
    String what =
        String.format(
            Locale.ROOT,
            "%d × %s, %s %s, Java %s",
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.version"));
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        what,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %s, load average %.2f", what, at, load);
  }
}
