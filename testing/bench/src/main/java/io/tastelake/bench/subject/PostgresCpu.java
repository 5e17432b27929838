package io.tastelake.bench.subject;

import io.tastelake.bench.measure.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a PostgreSQL server uses. */
public final class PostgresCpu {

  private PostgresCpu() {}

  /**
   * Processor time of all processes that live now.
   *
   * @param folder that the server was started on
   */
  public static Duration of(Path folder) throws IOException {
    String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
        .map(Processes::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
