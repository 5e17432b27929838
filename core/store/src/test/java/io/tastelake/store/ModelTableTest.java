package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelTableTest extends TestDatabases {

  private static final UserId ANN = new UserId("ann");
  private static final ModelTable.Row MODEL = new ModelTable.Row(SHOP, "m", 2, 1.5, 0.25);

  @BeforeEach
  void fill() {
    execute(
        "INSERT INTO models VALUES (?, 'm', 2, 1.5, 0.25, now()), (?, 'staged', 3, 1, 1, now())");
    execute("INSERT INTO current_models VALUES (?, 'm', now())");
    execute("INSERT INTO tastes VALUES (?, 'ann', 3, 4, '2026-01-02 03:04:05.678901Z')");
  }

  @Test
  void theCurrentModelIsTheOneThatIsNamed() {
    assertThat(current()).contains(MODEL);
    assertThat(hasCurrent()).isTrue();
    execute("DELETE FROM current_models WHERE database_id = ?");
    assertThat(current()).isEmpty();
    assertThat(hasCurrent()).isFalse();
  }

  @Test
  void aVectorOfTheUsersPairAndTheCurrentModelComesWithIt() {
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'm', 3, 4, '{0.5,-2}')");
    ModelTable.Current current = current(ANN).orElseThrow();
    assertThat(current.model()).isEqualTo(MODEL);
    ModelTable.Vector vector = current.vector().orElseThrow();
    assertThat(vector.numbers()).containsExactly(0.5f, -2f);
    assertThat(vector.updatedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
  }

  @Test
  void aVectorOfAnotherPairOrModelIsNotServed() {
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'm', 3, 3, '{0.5,-2}')");
    execute("INSERT INTO taste_vectors VALUES (?, 'ann', 'staged', 3, 4, '{0.5,-2,1}')");
    assertThat(current(ANN)).contains(new ModelTable.Current(MODEL, Optional.empty()));
    assertThat(current(new UserId("bob")))
        .contains(new ModelTable.Current(MODEL, Optional.empty()));
  }

  private void execute(String sql) {
    Object[] parameters = new Object[(int) sql.chars().filter(c -> c == '?').count()];
    Arrays.fill(parameters, SHOP.value());
    int unused = postgres.execute(sql, parameters);
  }

  private Optional<ModelTable.Row> current() {
    return store.with(connection -> new ModelTable(connection).current(SHOP));
  }

  private Optional<ModelTable.Current> current(UserId user) {
    return store.with(connection -> new ModelTable(connection).current(SHOP, user));
  }

  private boolean hasCurrent() {
    return store.with(connection -> new ModelTable(connection).hasCurrent(SHOP));
  }
}
