package io.tastelake.stream.lake;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.log.TopicIdentity;
import io.tastelake.stream.log.SourceRecord;
import java.net.URI;
import java.time.Clock;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Appends records to the lake, each once, however often they arrive: what a record's offset proves
 * to be in the lake is dropped, and each checkpoint becomes one Delta commit that must continue at
 * the lake's position. Neither writers nor committer have any other memory of what was committed.
 *
 * <p>Records must carry the offset from which they continue, as {@link
 * io.tastelake.stream.log.TrackOffsets} marks them, those of one partition in order and in one
 * subtask.
 */
public final class LakeSink
    implements Sink<SourceRecord>,
        SupportsCommitter<LakeAppend>,
        SupportsPreCommitTopology<LakeAppend, LakeAppend> {

  private static final long serialVersionUID = 1L;

  private final URI lake;
  private final RollPolicy roll;
  private final TopicIdentity.Source topic;
  private final Clock clock;

  /**
   * @param lake the lake's root, which holds the table
   * @param topic tells before each commit whether the topic is still the lake's
   */
  public LakeSink(URI lake, RollPolicy roll, TopicIdentity.Source topic, Clock clock) {
    this.lake = lake;
    this.roll = roll;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public SinkWriter<SourceRecord> createWriter(WriterInitContext context) {
    return new LakeWriter(InteractionsLake.open(lake), roll, context.metricGroup());
  }

  /**
   * All writers' committables go to one committer, which therefore gets those of one checkpoint in
   * one call.
   */
  @Override
  public DataStream<CommittableMessage<LakeAppend>> addPreCommitTopology(
      DataStream<CommittableMessage<LakeAppend>> appends) {
    return appends.global();
  }

  @Override
  public Committer<LakeAppend> createCommitter(CommitterInitContext context) {
    CommitReport report = new CommitReport(context.metricGroup(), clock);
    return new LakeCommitter(() -> InteractionsLake.open(lake), topic, report);
  }

  @Override
  public SimpleVersionedSerializer<LakeAppend> getCommittableSerializer() {
    return new LakeAppendSerializer();
  }

  @Override
  public SimpleVersionedSerializer<LakeAppend> getWriteResultSerializer() {
    return new LakeAppendSerializer();
  }
}
