package io.tastelake.domain.taste;

import java.util.Comparator;

/**
 * Which state of a user something was computed from; the greater is the newer.
 *
 * @param generation of the job that computed it, from a sequence; 0 is the batch's
 * @param number how many events of the user that job had taken in
 */
public record Revision(long generation, long number) implements Comparable<Revision> {

  private static final Comparator<Revision> ORDER =
      Comparator.comparingLong(Revision::generation).thenComparingLong(Revision::number);

  @Override
  public int compareTo(Revision other) {
    return ORDER.compare(this, other);
  }
}
