package io.tastelake.e2e;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.E2E);
  }
}
