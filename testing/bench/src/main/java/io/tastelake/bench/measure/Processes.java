package io.tastelake.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What processes of this machine use. Memory is read from {@code /proc}, so on Linux only. */
public final class Processes {

  private Processes() {}

  /** Processor time of {@code process} since it began, over all cores. */
  public static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes of memory that {@code process} alone keeps resident; -1 if the system does not say. */
  public static long residentBytes(ProcessHandle process) {
    return statusBytes(process, "VmRSS:");
  }

  /** The most that it kept resident until now; -1 if the system does not say, or it is gone. */
  public static long peakResidentBytes(ProcessHandle process) {
    return statusBytes(process, "VmHWM:");
  }

  /** The words of its command line; none if the system does not say, or it is gone. */
  public static List<String> commandLine(ProcessHandle process) {
    try {
      String words = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return words.isEmpty() ? List.of() : List.of(words.split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long statusBytes(ProcessHandle process, String field) {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    try (Stream<String> lines = Files.lines(status)) {
      return kilobytes(lines, field) << 10;
    } catch (IOException | UncheckedIOException e) {
      return -1;
    }
  }

  /**
   * Bytes of memory of several processes together, pages that they share counted once; processes
   * that are gone count nothing.
   */
  public static long proportionalBytes(List<ProcessHandle> processes) {
    return processes.stream().mapToLong(Processes::proportionalBytes).sum();
  }

  private static long proportionalBytes(ProcessHandle process) {
    Path rollup = Path.of("/proc/" + process.pid() + "/smaps_rollup");
    try (Stream<String> lines = Files.lines(rollup)) {
      return kilobytes(lines, "Pss:") << 10;
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static long kilobytes(Stream<String> lines, String field) {
    return lines
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
