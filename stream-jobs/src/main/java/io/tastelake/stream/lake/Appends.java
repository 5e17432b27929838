package io.tastelake.stream.lake;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The appends of one checkpoint's writers as one. */
final class Appends {

  private Appends() {}

  /**
   * One append with the ranges, files and counts of all.
   *
   * @param appends at least one, of one topic, each partition in one of them
   */
  static LakeAppend merge(List<LakeAppend> appends) {
    String topicId = appends.get(0).topicId();
    Map<Integer, OffsetRange> ranges = new TreeMap<>();
    List<DataFile> files = new ArrayList<>();
    Map<Integer, EventCounts> counts = new HashMap<>();
    for (LakeAppend append : appends) {
      requireSameTopic(topicId, append);
      append.ranges().forEach((partition, range) -> add(partition, range, ranges));
      files.addAll(append.files());
      counts.putAll(append.counts());
    }
    return new LakeAppend(topicId, ranges, files, counts);
  }

  private static void requireSameTopic(String topicId, LakeAppend append) {
    if (!append.topicId().equals(topicId)) {
      throw new IllegalStateException(
          "One checkpoint holds offsets of topics " + topicId + " and " + append.topicId() + ".");
    }
  }

  private static void add(int partition, OffsetRange range, Map<Integer, OffsetRange> ranges) {
    OffsetRange other = ranges.putIfAbsent(partition, range);
    if (other != null) {
      throw new IllegalStateException(
          "Partition " + partition + " was read by two subtasks: " + other + " and " + range + ".");
    }
  }
}
