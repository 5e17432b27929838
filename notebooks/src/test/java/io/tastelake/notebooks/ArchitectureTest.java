package io.tastelake.notebooks;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.NOTEBOOKS);
  }

  @Test
  void sqlIsSpelledInTheStoreAlone() {
    requireNoSql();
  }
}
