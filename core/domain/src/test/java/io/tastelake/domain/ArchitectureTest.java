package io.tastelake.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.tastelake.rules.HouseRules;
import io.tastelake.rules.TastelakeModule;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

  ArchitectureTest() {
    super(TastelakeModule.DOMAIN);
  }

  @Test
  void usesTheJdkAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.tastelake.domain..", "java..")
        .check(main());
  }
}
