package io.tastelake.serving;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.SERVING_API);
  }
}
