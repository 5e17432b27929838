package io.tastelake.stream.lake;

import io.tastelake.lake.table.CommitOverwrittenException;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.PositionConflictException;
import io.tastelake.log.TopicIdentity;
import io.tastelake.stream.log.StaleStateException;
import io.tastelake.stream.log.TopicReplacedException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Commits one checkpoint's appends as one. What the lake already covers changes nothing, so a
 * commit may be repeated; one that does not continue at the lake's position ends the job for good.
 * Other failures are passed on: the job restarts and commits again.
 */
final class LakeCommitter implements Committer<LakeAppend> {

  private final Supplier<InteractionsLake> lakes;
  private final TopicIdentity.Source topics;
  private final CommitReport report;

  /** Opened at the first commit: only one subtask ever commits. */
  private InteractionsLake lake;

  private TopicIdentity topic;

  LakeCommitter(
      Supplier<InteractionsLake> lakes, TopicIdentity.Source topics, CommitReport report) {
    this.lakes = lakes;
    this.topics = topics;
    this.report = report;
  }

  @Override
  public void commit(Collection<CommitRequest<LakeAppend>> requests) {
    open();
    LakeAppend append =
        Appends.merge(requests.stream().map(CommitRequest::getCommittable).toList());
    requireTopic(append.topicId());
    if (commit(append)) {
      report.committed(append);
    } else {
      requests.forEach(CommitRequest::signalAlreadyCommitted);
    }
  }

  private void open() {
    if (lake == null) {
      lake = lakes.get();
      topic = topics.get();
    }
  }

  /** Offsets of a topic that is created anew may continue the old one's by chance. */
  private void requireTopic(String expected) {
    Optional<String> found = topic.topicId();
    if (!found.equals(Optional.of(expected))) {
      throw TopicReplacedException.terminal(expected, found);
    }
  }

  private boolean commit(LakeAppend append) {
    try {
      return lake.commit(append);
    } catch (PositionConflictException e) {
      throw StaleStateException.terminal(
          "A checkpoint does not continue where the lake is: " + e.getMessage(), e);
    } catch (CommitOverwrittenException e) {
      throw StaleStateException.terminal(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (topic != null) {
      topic.close();
    }
    if (lake != null) {
      lake.close();
    }
  }
}
