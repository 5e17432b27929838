package io.tastelake.bench.measure;

/** Something that is measured beside others, in one run. */
public interface Contestant {

  /** What it is called in tables. */
  String name();

  /** Does the whole work once, from nothing; what it leaves behind does not matter to the next. */
  Sample run() throws Exception;
}
