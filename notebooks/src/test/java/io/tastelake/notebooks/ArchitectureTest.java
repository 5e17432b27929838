package io.tastelake.notebooks;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.NOTEBOOKS);
  }
}
