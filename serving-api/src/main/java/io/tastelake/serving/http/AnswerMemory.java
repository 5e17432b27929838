package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.tastelake.serving.fairness.FairMemory;
import io.tastelake.serving.log.OverloadedException;

/**
 * The memory that rows take while they are written to whoever asked for them, who may read slowly,
 * and entries of a catalogue while they are stored. Tenants share it; answers of ordinary size do
 * not count. Thread-safe.
 */
final class AnswerMemory {

  private static final long UNIT = 1 << 20;
  private static final long ORDINARY = 256 << 10;
  private static final String ATTRIBUTE = AnswerMemory.class.getName();

  private final FairMemory memory;
  private final int most;

  AnswerMemory(long bytes) {
    int all = Math.toIntExact(bytes / UNIT);
    memory = new FairMemory(all, 3);
    most = all / 2;
  }

  /** An eighth of the heap, at least 64 MiB. */
  static AnswerMemory ofHeap() {
    return new AnswerMemory(Math.max(64 * UNIT, Runtime.getRuntime().maxMemory() / 8));
  }

  /** Lets the request's answer hold memory for a tenant, until {@link #release}. */
  void begin(Context context, String tenant) {
    context.attribute(ATTRIBUTE, share(tenant));
  }

  /** What one answer of a tenant holds: nothing yet. */
  Share share(String tenant) {
    return new Share(memory.share(tenant));
  }

  /** What the request's answer holds. */
  static Share share(Context context) {
    return context.attribute(ATTRIBUTE);
  }

  /** Gives back what the request's answer held, if it ever began. */
  static void release(Context context) {
    Share share = share(context);
    if (share != null) {
      share.hold(0);
    }
  }

  /** What one answer holds; of one thread. */
  final class Share {

    private final FairMemory.Share units;

    private Share(FairMemory.Share units) {
      this.units = units;
    }

    /**
     * Holds so many bytes from now on, in place of those before; half of the memory if they are
     * more, for else a large answer could never be given.
     *
     * @throws OverloadedException if others hold too much; then this holds nothing
     */
    void hold(long bytes) {
      int wanted = bytes <= ORDINARY ? 0 : (int) Math.min(1 + bytes / UNIT, most);
      if (!units.hold(wanted)) {
        throw new OverloadedException(
            "Too many large requests and answers are in memory at once: send or ask for fewer rows"
                + " or values, read answers faster, or retry later.");
      }
    }
  }
}
