package io.tastelake.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of the house, without exceptions; each module's tests extend this with its name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HouseRules {

  private static final int MAX_LINES = 299;
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      DescribedPredicate.describe(
          "written by hand", type -> !type.getPackageName().endsWith(".avro"));

  private final TastelakeModule module;
  private final Sources sources;
  private final JavaClasses main;
  private final JavaClasses all;

  protected HouseRules(TastelakeModule module) {
    this.module = module;
    this.sources = new Sources(module);
    Path target = module.folder().resolve("target");
    this.all =
        new ClassFileImporter()
            .importPaths(
                Stream.of("classes", "test-classes")
                    .map(target::resolve)
                    .filter(Files::isDirectory)
                    .toList());
    this.main =
        all.that(DescribedPredicate.describe("are no tests", type -> !Waiting.isTest(type)));
    assertThat(all.contain(getClass().getName())).as("class files of %s", module).isTrue();
  }

  /** The module's class files without its tests'. */
  protected final JavaClasses main() {
    return main;
  }

  @Test
  void dependsAlongTheFlowOnly() {
    List<String> allowed =
        Stream.concat(Stream.of(module), module.mayUse().stream())
            .map(TastelakeModule::packageName)
            .toList();
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of modules other than " + allowed,
                type ->
                    type.getPackageName().startsWith("io.tastelake.")
                        && allowed.stream().noneMatch(name -> isBelow(name, type))))
        .allowEmptyShould(true)
        .check(main);
  }

  private static boolean isBelow(String packageName, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(packageName + ".");
  }

  @Test
  void onlyTheLogUsesKafkasAdminClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            TastelakeModule.LOG.packageName() + "..", TastelakeModule.TESTKIT.packageName() + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.clients.admin..")
        .allowEmptyShould(true)
        .check(main);
  }

  /** Everyone else calls the online store's tables. */
  @Test
  void onlyTheStoreSpellsSql() {
    if (module != TastelakeModule.STORE) {
      assertThat(sources.spellingSql())
          .as("types of %s that spell SQL", module)
          .isEqualTo(SqlElsewhere.of(module));
    }
  }

  /** What bytes say of their own class is never believed. */
  @Test
  void nothingIsReadIntoObjectsOfTheSendersChoice() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.beans.XMLDecoder")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml.jackson.databind.jsontype..",
            "org.yaml.snakeyaml..",
            "com.thoughtworks..")
        .allowEmptyShould(true)
        .check(main);
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching("io.tastelake.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(main);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that(WRITTEN_BY_HAND)
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Impl)")
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void limitsAndTimeoutsAreCalledThat() {
    noFields()
        .that()
        .areDeclaredInClassesThat(WRITTEN_BY_HAND)
        .should()
        .haveNameMatching(
            "(MOST|LONGEST|LARGEST|SMALLEST|SHORTEST|FEWEST|LEAST|USUAL)_.*|.*PATIENCE")
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void publicMethodsTakeNoBooleans() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(WRITTEN_BY_HAND)
        .should(
            meet(
                "take no boolean",
                method ->
                    overrides(method)
                        || recordComponent(method)
                        || method.getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(boolean.class))))
        .allowEmptyShould(true)
        .check(main);
  }

  @Test
  void methodsAreNamedWithoutGet() {
    methods()
        .that()
        .areDeclaredInClassesThat(WRITTEN_BY_HAND)
        .should(
            meet(
                "not begin with 'get'",
                method -> !method.getName().matches("get[A-Z].*") || overrides(method)))
        .allowEmptyShould(true)
        .check(main);
  }

  @Test
  void nothingSleeps() {
    Waiting.ONLY_IN_ONE_PLACE.check(all);
    Waiting.TESTS_AWAIT_CONDITIONS.check(all);
  }

  @Test
  void filesAreShort() {
    assertThat(sources.longerThan(MAX_LINES)).as("files of 300 lines or more").isEmpty();
  }

  @Test
  void vendorsInternalsAreUsedWhereTheListSays() {
    assertThat(sources.internalImports()).isEqualTo(VendorInternals.of(module));
  }

  private static boolean recordComponent(JavaMethod method) {
    return method.getName().equals("equals")
        || method.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean overrides(JavaMethod method) {
    return Stream.concat(
            method.getOwner().getAllRawSuperclasses().stream(),
            method.getOwner().getAllRawInterfaces().stream())
        .anyMatch(
            parent ->
                parent.getMethods().stream()
                    .anyMatch(
                        other ->
                            other.getName().equals(method.getName())
                                && other.getRawParameterTypes().size()
                                    == method.getRawParameterTypes().size()));
  }

  private static ArchCondition<JavaMethod> meet(String description, Predicate<JavaMethod> rule) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        if (!rule.test(method)) {
          events.add(
              SimpleConditionEvent.violated(
                  method, method.getFullName() + " does not " + description));
        }
      }
    };
  }
}
