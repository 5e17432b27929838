package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ModelSettings;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelSettingsTableTest extends TestDatabases {

  private static final ModelSettings WIDE =
      new ModelSettings(
          OptionalInt.of(64), OptionalInt.empty(), OptionalDouble.of(0), OptionalDouble.of(0.5));

  @Test
  void settingsAreReadAsTheyWerePutLastAndOfTheirDatabaseAlone() {
    assertThat(of(SHOP)).isEqualTo(ModelSettings.NONE);
    put(
        new ModelSettings(
            OptionalInt.of(8), OptionalInt.of(3), OptionalDouble.of(2), OptionalDouble.of(1)));
    put(WIDE);
    assertThat(of(SHOP)).isEqualTo(WIDE);
    assertThat(of(OTHER)).isEqualTo(ModelSettings.NONE);
    put(ModelSettings.NONE);
    assertThat(of(SHOP)).isEqualTo(ModelSettings.NONE);
  }

  private ModelSettings of(DatabaseId database) {
    return store.with(connection -> new ModelSettingsTable(connection).of(database));
  }

  private void put(ModelSettings settings) {
    store.run(connection -> new ModelSettingsTable(connection).put(SHOP, settings));
  }
}
