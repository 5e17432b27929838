package io.tastelake.lake.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeItemFactorsTest {

  private static final Map<ItemId, float[]> FIRST =
      Map.of(new ItemId("a"), new float[] {1, 2}, new ItemId("b"), new float[] {-0.5f, 4});
  private static final Map<ItemId, float[]> SECOND = Map.of(new ItemId("a"), new float[] {7, 8, 9});

  @TempDir private Path folder;
  private URI lake;

  @BeforeEach
  void locate() {
    lake = folder.toUri();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsTheFactorsOfOneModelWhateverItsWriterSaysOfNulls(boolean containsNull) {
    FactorsTable table = FactorsTable.create(lake, containsNull);
    table.add("first", FIRST);
    table.add("second", SECOND);
    assertSame(LakeItemFactors.read(lake, "first", 2), ItemFactors.of(2, FIRST));
    assertSame(LakeItemFactors.read(lake, "second", 3), ItemFactors.of(3, SECOND));
  }

  @Test
  void aModelInSeveralFilesIsReadWhole() {
    FactorsTable table = FactorsTable.create(lake, true);
    table.add("first", Map.of(new ItemId("a"), new float[] {1, 2}));
    table.add("first", Map.of(new ItemId("b"), new float[] {-0.5f, 4}));
    assertSame(LakeItemFactors.read(lake, "first", 2), ItemFactors.of(2, FIRST));
  }

  @Test
  void saysThatThereIsNoTable() {
    assertThatThrownBy(() -> LakeItemFactors.read(lake, "first", 2))
        .isInstanceOf(ModelMissingException.class)
        .hasMessageContaining("There are no item factors at")
        .hasMessageContaining("train-item-factors");
  }

  @Test
  void saysThatThereIsNoSuchModel() {
    FactorsTable.create(lake, true).add("first", FIRST);
    assertThatThrownBy(() -> LakeItemFactors.read(lake, "other", 2))
        .isInstanceOf(ModelMissingException.class)
        .hasMessageContaining("no factors of model other");
  }

  @Test
  void refusesFactorsOfAnotherRank() {
    FactorsTable.create(lake, true).add("first", FIRST);
    assertThatThrownBy(() -> LakeItemFactors.read(lake, "first", 3))
        .isInstanceOf(ModelMissingException.class)
        .hasMessageContaining("of model first has 2 factors where the online store says 3");
  }

  /** Two matrices are the same if whatever is folded into them is. */
  private static void assertSame(ItemFactors found, ItemFactors expected) {
    assertThat(found.rank()).isEqualTo(expected.rank());
    assertThat(found.size()).isEqualTo(expected.size());
    for (String item : new String[] {"a", "b"}) {
      Map<ItemId, Double> ratings = Map.of(new ItemId(item), 9.0);
      assertThat(FoldIn.into(found, 1, 0.1, Centre.NEUTRAL).vector(ratings))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(FoldIn.into(expected, 1, 0.1, Centre.NEUTRAL).vector(ratings));
    }
  }
}
