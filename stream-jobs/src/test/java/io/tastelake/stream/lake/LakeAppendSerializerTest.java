package io.tastelake.stream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .hasMessageContaining("without state");
  }

  @Provide
  Arbitrary<LakeAppend> appends() {
    Arbitrary<Map<Integer, OffsetRange>> ranges =
        Arbitraries.maps(Arbitraries.integers().between(0, 999), range()).ofMaxSize(5);
    return Combinators.combine(Arbitraries.strings(), ranges, files()).as(LakeAppend::new);
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
