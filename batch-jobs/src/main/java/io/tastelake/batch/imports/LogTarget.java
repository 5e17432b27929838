package io.tastelake.batch.imports;

import java.util.List;
import java.util.function.Consumer;

/** Interactions go into the log, from many tasks at once. */
record LogTarget(ImportTopology topology, LogSettings log) implements Target {

  @Override
  public Tally take(List<SourceFile> sources, String parts, Consumer<String> report) {
    return topology.run(sources, log, parts, report);
  }

  @Override
  public String done(long sound) {
    return "%,d valid rows are stored, each exactly once, by this import or an earlier one"
        .formatted(sound);
  }
}
