package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.lake.file.DataFile;
import java.util.List;
import java.util.Map;

/**
 * What one commit adds: files, and the range of each log partition that the source passed for them,
 * dead-lettered and skipped offsets included. No file holds a row outside the ranges.
 *
 * @param topicId Kafka's id of the topic that the offsets belong to
 * @param counts what each range holds; a range without counts was passed by a version of the job
 *     that did not count
 */
public record LakeAppend(
    String topicId,
    Map<Integer, OffsetRange> ranges,
    List<DataFile> files,
    Map<Integer, EventCounts> counts) {

  /** An append that nobody counted. */
  public LakeAppend(String topicId, Map<Integer, OffsetRange> ranges, List<DataFile> files) {
    this(topicId, ranges, files, Map.of());
  }
}
