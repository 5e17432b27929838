package io.tastelake.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which threads of a process use its processor time, grouped by the beginnings of their names.
 * Linux only; elsewhere it says nothing. Threads that ended meanwhile count nothing.
 */
final class ThreadCpu {

  private static final double TICK_MICROS = 10_000; // USER_HZ is 100 on every Linux
  private static final int GROUP = 7; // Java shortens a long name to 7 characters, "..", and 6

  private final Path tasks;
  private final Map<String, Long> before;

  private ThreadCpu(Path tasks) {
    this.tasks = tasks;
    this.before = ticks();
  }

  /** Counts from now on. */
  static ThreadCpu from(ProcessHandle process) {
    return new ThreadCpu(Path.of("/proc/" + process.pid() + "/task"));
  }

  /** Microseconds for each of {@code events} of the groups that use the most. */
  String text(long events) {
    Map<String, Long> groups = new HashMap<>();
    ticks()
        .forEach(
            (thread, ticks) ->
                groups.merge(
                    thread.substring(thread.indexOf(' ') + 1),
                    ticks - before.getOrDefault(thread, 0L),
                    Long::sum));
    return groups.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(10)
        .map(
            group ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f",
                    group.getKey(),
                    group.getValue() * TICK_MICROS / events))
        .collect(Collectors.joining(", "));
  }

  /** By id and group of each thread. */
  private Map<String, Long> ticks() {
    try (Stream<Path> threads = Files.list(tasks)) {
      Map<String, Long> ticks = new HashMap<>();
      for (Path thread : threads.toList()) {
        read(thread, ticks);
      }
      return ticks;
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static void read(Path thread, Map<String, Long> ticks) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      int open = stat.indexOf('(');
      int close = stat.lastIndexOf(')');
      String name = stat.substring(open + 1, close);
      List<String> fields = List.of(stat.substring(close + 2).split(" "));
      String group = name.substring(0, Math.min(GROUP, name.length())).strip();
      ticks.put(
          thread.getFileName() + " " + group,
          Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)));
    } catch (IOException e) {
      // the thread has ended
    }
  }
}
