package io.tastelake.bench.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process's collector wrote about its heap, one line a collection, such as {@code Pause
 * Young (Normal) (G1 Evacuation Pause) 524M->113M(812M) 9.310ms}.
 *
 * @param maxUsed bytes, garbage included
 * @param maxReserved bytes, as large as the heap was
 */
record HeapLog(long maxUsed, long maxReserved) {

  private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** What a Java process must be told, so that it writes. */
  static String option(Path file) {
    return "-Xlog:gc:file=" + file + ":none:filecount=0";
  }

  /** All that was written until now. */
  static HeapLog read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return of(lines.toList());
    }
  }

  static HeapLog of(List<String> lines) {
    HeapLog most = new HeapLog(0, 0);
    for (String line : lines) {
      Matcher collection = COLLECTION.matcher(line);
      if (collection.find()) {
        most =
            new HeapLog(
                Math.max(most.maxUsed, megabytes(collection.group(1))),
                Math.max(most.maxReserved, megabytes(collection.group(3))));
      }
    }
    return most;
  }

  private static long megabytes(String number) {
    return Long.parseLong(number) << 20;
  }
}
