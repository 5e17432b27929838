package io.tastelake.bench.load;

import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * What came of many requests.
 *
 * @param latencies in nanoseconds
 */
public record Load(long requests, Duration elapsed, Histogram latencies) {

  private static final long HIGHEST = Duration.ofMinutes(2).toNanos();

  /** Each of {@code clients} asks again as soon as it is answered: how much is possible at most. */
  public static Load closed(Lane.Opener opener, int clients, Duration during) throws Exception {
    long end = System.nanoTime() + during.toNanos();
    return run(opener, clients, number -> System.nanoTime(), number -> System.nanoTime() < end);
  }

  /** As {@link #closed}, so many requests. */
  public static Load closed(Lane.Opener opener, int clients, long requests) throws Exception {
    return run(opener, clients, number -> System.nanoTime(), number -> number < requests);
  }

  /**
   * A request is due every so many nanoseconds, whether or not earlier ones are answered, and its
   * latency counts from when it was due: a stall is suffered by all that fall into it (no
   * coordinated omission). If {@code clients} do not suffice, the wait for a free one counts too.
   */
  public static Load open(Lane.Opener opener, int clients, double perSecond, Duration during)
      throws Exception {
    long start = System.nanoTime() + Duration.ofMillis(100).toNanos();
    long requests = (long) (perSecond * during.toNanos() / 1e9);
    return run(
        opener,
        clients,
        number -> start + (long) (number * 1e9 / perSecond),
        number -> number < requests);
  }

  /** As {@link #open}, for as long as that holds. */
  public static Load open(Lane.Opener opener, int clients, double perSecond, BooleanSupplier goesOn)
      throws Exception {
    long start = System.nanoTime();
    return run(
        opener,
        clients,
        number -> start + (long) (number * 1e9 / perSecond),
        number -> goesOn.getAsBoolean());
  }

  private interface Schedule {
    long due(long number);
  }

  private interface Wanted {
    boolean more(long number);
  }

  private static Load run(Lane.Opener opener, int clients, Schedule schedule, Wanted wanted)
      throws Exception {
    AtomicLong numbers = new AtomicLong();
    List<Callable<Histogram>> work = new ArrayList<>();
    List<Lane> lanes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      for (int client = 0; client < clients; client++) {
        Lane lane = opener.open();
        lanes.add(lane);
        work.add(() -> ask(lane, numbers, schedule, wanted));
      }
      long start = System.nanoTime();
      Histogram all = together(threads.invokeAll(work));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new Load(all.getTotalCount(), elapsed, all);
    } finally {
      threads.shutdownNow();
      lanes.forEach(Lane::close);
    }
  }

  private static Histogram ask(Lane lane, AtomicLong numbers, Schedule schedule, Wanted wanted)
      throws Exception {
    Histogram latencies = new Histogram(HIGHEST, 3);
    for (long number = numbers.getAndIncrement();
        wanted.more(number);
        number = numbers.getAndIncrement()) {
      long due = schedule.due(number);
      Pause.until(due);
      lane.request(number);
      latencies.recordValue(Math.min(HIGHEST, System.nanoTime() - due));
    }
    return latencies;
  }

  private static Histogram together(List<Future<Histogram>> parts) throws Exception {
    Histogram all = new Histogram(HIGHEST, 3);
    for (Future<Histogram> part : parts) {
      try {
        all.add(part.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A request failed: " + e.getCause(), e.getCause());
      }
    }
    return all;
  }

  /** Requests per second. */
  public double rate() {
    return requests * 1e9 / elapsed.toNanos();
  }

  /** The latency that {@code percent} of the requests did not exceed, in milliseconds. */
  public double millis(double percent) {
    return latencies.getValueAtPercentile(percent) / 1e6;
  }
}
