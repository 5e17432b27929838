package io.tastelake.stream.log;

/** How often a costly property is tried: more in the long test run. */
public final class Counts {

  private Counts() {}

  public static int of(int ordinary, int inLongRun) {
    return "long".equals(System.getProperty("tastelake.test.counts")) ? inLongRun : ordinary;
  }
}
