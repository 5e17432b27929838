package io.tastelake.lake.table;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one version of the table consists of. Immutable. */
record TableVersion(long version, Reached reached, List<LiveFile> files) {

  TableVersion {
    files = List.copyOf(files);
  }

  /**
   * The version that a commit makes of this one.
   *
   * @param removed the paths that it takes out, and those that it adds anew
   */
  TableVersion after(long next, Reached moved, Set<String> removed, Map<String, LiveFile> added) {
    List<LiveFile> live = new ArrayList<>(files.size() + added.size());
    for (LiveFile file : files) {
      if (!removed.contains(file.path()) && !added.containsKey(file.path())) {
        live.add(file);
      }
    }
    live.addAll(added.values());
    return new TableVersion(next, moved, live);
  }

  /**
   * The files that hold rows in {@code range}, less those that {@code window} lets skip: all their
   * rows are RECORDs of other times, and no other file can move one of them into the window, since
   * none that holds other rows of these actors holds a timestamp in it.
   */
  List<LiveFile> filesFor(HashRange range, TimeWindow window) {
    List<LiveFile> near = files.stream().filter(file -> file.meets(range)).toList();
    List<LiveFile> moving =
        near.stream().filter(file -> !file.recordsOnly() && file.meets(window)).toList();
    return near.stream()
        .filter(
            file ->
                !file.recordsOnly()
                    || file.meets(window)
                    || moving.stream().anyMatch(other -> other.meets(file.hashes())))
        .toList();
  }

  LogPosition position() {
    return reached.position();
  }

  /** Where its files are. */
  Set<String> locations() {
    return files.stream().map(file -> file.stored().location()).collect(Collectors.toSet());
  }

  long rows() {
    return files.stream().mapToLong(LiveFile::rows).sum();
  }
}
