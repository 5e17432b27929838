package io.tastelake.lake.table;

import io.delta.kernel.Snapshot;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.FileStatus;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.file.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Notices a version that was overwritten. The last one that was committed here must hold what was
 * committed; of the others since the last checkpoint, size and time must stay as they were first
 * seen.
 */
final class CommitWatch {

  private final DeltaLog log;
  private Map<Long, FileStatus> seen = Map.of();
  private Optional<Committed> last = Optional.empty();

  private record Committed(long version, LogPosition position, Set<String> files) {

    boolean isWhat(LoggedCommit logged) {
      return logged.position().equals(Optional.of(position)) && logged.added().equals(files);
    }
  }

  CommitWatch(DeltaLog log) {
    this.log = log;
  }

  /** This was committed here. */
  synchronized void committed(long version, LogPosition position, List<DataFile> files) {
    Set<String> names =
        files.stream().map(file -> LoggedCommit.name(file.path())).collect(Collectors.toSet());
    last = Optional.of(new Committed(version, position, names));
  }

  /**
   * Makes sure that a commit may follow on {@code newest}.
   *
   * @param commits the actions of a version, as the log has them now
   * @throws CommitOverwrittenException if a version before it was overwritten
   */
  synchronized void require(Snapshot newest, LongFunction<Optional<LoggedCommit>> commits) {
    requireUnchanged(newest);
    if (last.isPresent()) {
      Committed committed = last.get();
      Optional<LoggedCommit> logged = commits.apply(committed.version());
      if (logged.isPresent() && !committed.isWhat(logged.get())) {
        throw log.overwritten(committed.version());
      }
    }
  }

  private void requireUnchanged(Snapshot newest) {
    Map<Long, FileStatus> now = new HashMap<>();
    for (FileStatus file : ((SnapshotImpl) newest).getLogSegment().getDeltas()) {
      long version = FileNames.deltaVersion(file.getPath());
      FileStatus before = seen.getOrDefault(version, file);
      if (before.getSize() != file.getSize()
          || before.getModificationTime() != file.getModificationTime()) {
        throw log.overwritten(version);
      }
      now.put(version, file);
    }
    seen = now;
  }
}
