package io.tastelake.serving;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.SERVING_API);
  }

  @Test
  void sqlIsSpelledInTheStoreAlone() {
    requireNoSql();
  }
}
