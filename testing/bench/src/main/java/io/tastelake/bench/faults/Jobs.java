package io.tastelake.bench.faults;

import java.util.List;

/** Runs batch jobs on the installation that is harmed. */
@FunctionalInterface
public interface Jobs {

  /**
   * Runs one to its end.
   *
   * @param arguments its name first; where the installation is, is known
   * @return its exit code
   */
  int run(List<String> arguments) throws Exception;
}
