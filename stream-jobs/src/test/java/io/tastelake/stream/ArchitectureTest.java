package io.tastelake.stream;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.STREAM_JOBS);
  }
}
