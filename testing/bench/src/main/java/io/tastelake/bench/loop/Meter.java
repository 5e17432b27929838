package io.tastelake.bench.loop;

import io.tastelake.bench.measure.Processes;
import io.tastelake.bench.subject.PostgresCpu;
import io.tastelake.bench.subject.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time of the processes of a standalone, and of this one, which makes the load. */
final class Meter {

  private final StandaloneProcess standalone;
  private final Path postgres;

  Meter(StandaloneProcess standalone, Path postgres) {
    this.standalone = standalone;
    this.postgres = postgres;
  }

  /** Microseconds until a moment. */
  record Used(double generator, double java, double postgres) {

    Used since(Used before) {
      return new Used(generator - before.generator, java - before.java, postgres - before.postgres);
    }

    Used each(double events) {
      return new Used(generator / events, java / events, postgres / events);
    }
  }

  Used now() throws IOException {
    return new Used(
        micros(Processes.cpu(ProcessHandle.current())),
        micros(Processes.cpu(standalone.handle())),
        micros(PostgresCpu.of(postgres)));
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }
}
