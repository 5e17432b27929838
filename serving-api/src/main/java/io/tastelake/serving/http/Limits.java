package io.tastelake.serving.http;

import java.time.Duration;

/**
 * How much one instance takes on, so that no caller fells it.
 *
 * @param headBytes the largest head of a request: its first line and headers
 * @param idle how long a request may stand still while it is sent
 * @param bodyRate bytes a second that a body has to arrive with, after its first ten seconds
 * @param bodiesInFlight bytes of all bodies that are worked on at once
 * @param rowsPerBody the most rows of one body
 * @param rowsPerSecond rows that one account, or one frontend subject, may send a second
 */
public record Limits(
    int headBytes,
    Duration idle,
    long bodyRate,
    long bodiesInFlight,
    int rowsPerBody,
    long rowsPerSecond) {

  /** 131,072: some fifty MiB of memory. */
  public static final int ROWS_PER_BODY = 1 << 17;

  /** A body takes some ten times its size while it is worked on: a 32nd of the heap. */
  public static long defaultBodiesInFlight() {
    return Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 32);
  }

  /** Heads of 16 KiB, ten seconds, 4 KiB a second, 131,072 rows a body, 50,000 rows a second. */
  public static Limits defaults() {
    return new Limits(
        16 << 10, Duration.ofSeconds(10), 4 << 10, defaultBodiesInFlight(), ROWS_PER_BODY, 50_000);
  }

  public Limits withIdle(Duration time) {
    return new Limits(headBytes, time, bodyRate, bodiesInFlight, rowsPerBody, rowsPerSecond);
  }

  public Limits withBodiesInFlight(long bytes) {
    return new Limits(headBytes, idle, bodyRate, bytes, rowsPerBody, rowsPerSecond);
  }

  public Limits withRowsPerBody(int rows) {
    return new Limits(headBytes, idle, bodyRate, bodiesInFlight, rows, rowsPerSecond);
  }

  public Limits withRowsPerSecond(long rows) {
    return new Limits(headBytes, idle, bodyRate, bodiesInFlight, rowsPerBody, rows);
  }
}
