package io.tastelake.bench.faults;

/** What the caller knows of a write. */
enum Outcome {
  /** 2xx: it holds. */
  ACKNOWLEDGED,
  /** An error of the caller's, or of its rate: nothing was stored. */
  REFUSED,
  /** No answer, or an error of the server's: it may hold, now or later. */
  UNKNOWN
}
