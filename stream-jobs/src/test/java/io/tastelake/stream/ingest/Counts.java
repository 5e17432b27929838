package io.tastelake.stream.ingest;

/** How often a costly property is tried: more in the long test run. */
final class Counts {

  private Counts() {}

  static int of(int ordinary, int inLongRun) {
    return "long".equals(System.getProperty("tastelake.test.counts")) ? inLongRun : ordinary;
  }
}
