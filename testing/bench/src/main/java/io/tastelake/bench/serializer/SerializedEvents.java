package io.tastelake.bench.serializer;

import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Sample;
import java.util.Map;

/** Writes all events, then reads them again. */
abstract class SerializedEvents implements Contestant {

  static final String WRITE = "write";
  static final String READ = "read";
  static final String SIZE = "size";

  private final String name;
  private final int events;

  SerializedEvents(String name, int events) {
    this.name = name;
    this.events = events;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Sample run() throws Exception {
    long began = System.nanoTime();
    long bytes = writeAll();
    long written = System.nanoTime();
    int read = readAll();
    long ended = System.nanoTime();
    if (read != events) {
      throw new IllegalStateException("Of " + events + " events " + read + " were read.");
    }
    return new Sample(
        Map.of(
            WRITE, (double) (written - began) / events,
            READ, (double) (ended - written) / events,
            SIZE, (double) bytes / events));
  }

  /** Returns how many bytes they take. */
  abstract long writeAll() throws Exception;

  /** Returns how many events were read. */
  abstract int readAll() throws Exception;
}
