package io.tastelake.s3;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;

final class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.S3);
  }
}
