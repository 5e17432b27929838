package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two who write one user at the same time the one with the newer pair is seen in the end. */
class TastePairsTest extends TestDatabases {

  private static final String REPLACE =
      """
      CALL replace_taste('ann', ?, ?, ?, now(), ARRAY[?::text], ARRAY[5::double precision],
        ARRAY[1::double precision], ARRAY['m'], ARRAY['{1}'])
      """;

  private static final String REPAIR =
      """
      SELECT repair_taste('ann', ?, ?, ?, now() + interval '1 hour', ARRAY[?::text],
        ARRAY[6::double precision], ARRAY[1::double precision])
      """;

  @BeforeEach
  void show() {
    replace(2, 5, "lamp");
    assertShown(2, 5, "lamp");
  }

  @Test
  void anOlderPairReplacesNothing() {
    replace(2, 4, "sofa");
    assertShown(2, 5, "lamp");
    replace(1, 9, "sofa");
    assertShown(2, 5, "lamp");
    assertThat(postgres.rows("SELECT revision FROM taste_vectors")).containsExactly("5");
  }

  @Test
  void theSamePairAndANewerOneReplaceAll() {
    replace(2, 5, "sofa");
    assertShown(2, 5, "sofa");
    replace(2, 6, "desk");
    assertShown(2, 6, "desk");
    replace(3, 1, "lamp");
    assertShown(3, 1, "lamp");
  }

  @Test
  void aRepairChangesOnlyWhatItCompared() {
    assertThat(repair(2, 4)).isEqualTo("f");
    assertThat(repair(2, 6)).isEqualTo("f");
    assertThat(repair(1, 5)).isEqualTo("f");
    assertShown(2, 5, "lamp");
    assertThat(repair(2, 5)).isEqualTo("t");
    assertShown(2, 5, "rug");
    assertThat(postgres.rows("SELECT user_id FROM taste_vectors")).isEmpty();
  }

  private void replace(long generation, long revision, String item) {
    int unused = postgres.execute(REPLACE, generation, revision, SHOP.value(), item);
  }

  private String repair(long generation, long revision) {
    return postgres.rows(REPAIR, generation, revision, SHOP.value(), "rug").get(0);
  }

  private void assertShown(long generation, long revision, String item) {
    assertThat(postgres.rows("SELECT generation, revision FROM tastes"))
        .containsExactly(generation + "|" + revision);
    assertThat(postgres.rows("SELECT item_id FROM inferred_ratings")).containsExactly(item);
  }
}
