package io.tastelake.bench.measure;

/** Something that is measured beside others, in one run. */
public interface Contestant {

  /** What it is called in tables. */
  String name();

  /** Does the whole work once, from nothing; what it leaves behind does not matter to the next. */
  Sample run() throws Exception;

  /** Work that comes to a sample. */
  @FunctionalInterface
  interface Work {
    Sample sample() throws Exception;
  }

  /** A contestant that does {@code work}. */
  static Contestant of(String name, Work work) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Sample run() throws Exception {
        return work.sample();
      }
    };
  }
}
