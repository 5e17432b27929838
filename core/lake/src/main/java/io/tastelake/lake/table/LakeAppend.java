package io.tastelake.lake.table;

import io.tastelake.lake.file.DataFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one commit adds: files, and the range of each log partition that the source passed for them,
 * dead-lettered and skipped offsets included. No file holds a row outside the ranges.
 *
 * @param topicId Kafka's id of the topic that the offsets belong to
 */
public record LakeAppend(String topicId, Map<Integer, OffsetRange> ranges, List<DataFile> files)
    implements Serializable {}
