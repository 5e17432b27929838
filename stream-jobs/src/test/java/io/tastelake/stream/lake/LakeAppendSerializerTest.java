package io.tastelake.stream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LakeAppendSerializerTest {

  private final LakeAppendSerializer serializer = new LakeAppendSerializer();

  @Property(tries = 300)
  void anAppendComesBackAsItWas(@ForAll("appends") LakeAppend append) throws IOException {
    byte[] bytes = serializer.serialize(append);
    assertThat(serializer.deserialize(serializer.getVersion(), bytes)).isEqualTo(append);
  }

  @Test
  void anUnknownVersionIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
        .hasMessageContaining("without state");
  }

  /** As version 1 wrote it: topic, one range, no file. */
  @Test
  void anAppendOfAJobThatDidNotCountComesBackWithoutCounts() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("topic-a");
    out.writeInt(1);
    out.writeInt(3);
    out.writeLong(5);
    out.writeLong(9);
    out.writeInt(0);
    assertThat(serializer.deserialize(1, bytes.toByteArray()))
        .isEqualTo(new LakeAppend("topic-a", Map.of(3, new OffsetRange(5, 9)), List.of()));
  }

  @Provide
  Arbitrary<LakeAppend> appends() {
    Arbitrary<Map<Integer, OffsetRange>> ranges =
        Arbitraries.maps(Arbitraries.integers().between(0, 999), range()).ofMaxSize(5);
    Arbitrary<Map<Integer, EventCounts>> counts =
        Arbitraries.maps(Arbitraries.integers().between(0, 999), counts()).ofMaxSize(5);
    return Combinators.combine(Arbitraries.strings(), ranges, files(), counts).as(LakeAppend::new);
  }

  private static Arbitrary<EventCounts> counts() {
    Arbitrary<Long> longs = Arbitraries.longs();
    Arbitrary<EventCount> count = Combinators.combine(longs, longs).as(EventCount::new);
    Arbitrary<DatabaseId> database =
        Combinators.combine(longs, longs).as((a, b) -> DatabaseId.of(new UUID(a, b)));
    return Combinators.combine(Arbitraries.maps(database, count).ofMaxSize(4), count, longs)
        .as(EventCounts::new);
  }

  private static Arbitrary<OffsetRange> range() {
    Arbitrary<Long> offsets = Arbitraries.longs().between(0, 1L << 60);
    return Combinators.combine(offsets, offsets)
        .as((a, b) -> new OffsetRange(Math.min(a, b), Math.max(a, b)));
  }

  private static Arbitrary<List<DataFile>> files() {
    Arbitrary<Long> longs = Arbitraries.longs();
    Arbitrary<Double> doubles = Arbitraries.doubles();
    return Combinators.combine(
            Arbitraries.strings(),
            longs.list().ofSize(5),
            Arbitraries.of(true, false),
            doubles.list().ofSize(2))
        .as(
            (path, n, flag, d) ->
                new DataFile(
                    path, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), flag, d.get(0),
                    d.get(1)))
        .list()
        .ofMaxSize(4);
  }
}
