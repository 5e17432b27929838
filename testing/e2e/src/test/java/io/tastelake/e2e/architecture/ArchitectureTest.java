package io.tastelake.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, without exceptions. */
class ArchitectureTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final List<String> MODULES =
      List.of(
          "core/domain",
          "core/contracts",
          "core/log",
          "core/lake",
          "core/store",
          "stream-jobs",
          "serving-api",
          "batch-jobs",
          "notebooks",
          "standalone",
          "testing/testkit",
          "testing/bench");
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPaths(
              MODULES.stream()
                  .map(module -> ROOT.resolve(module).resolve("target/classes"))
                  .toList());
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      DescribedPredicate.describe(
          "written by hand", type -> !type.getPackageName().endsWith(".avro"));

  @Test
  void domainUsesTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.tastelake.domain..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.tastelake.domain..", "java..")
        .check(OURS);
  }

  @Test
  void modulesDependAlongTheFlowOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("domain")
        .definedBy("io.tastelake.domain..")
        .layer("contracts")
        .definedBy("io.tastelake.contracts..")
        .layer("lake")
        .definedBy("io.tastelake.lake..")
        .layer("stream-jobs")
        .definedBy("io.tastelake.stream..")
        .layer("serving-api")
        .definedBy("io.tastelake.serving..")
        .layer("batch-jobs")
        .definedBy("io.tastelake.batch..")
        .layer("notebooks")
        .definedBy("io.tastelake.notebooks..")
        .layer("standalone")
        .definedBy("io.tastelake.standalone..")
        .layer("bench")
        .definedBy("io.tastelake.bench..")
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("standalone")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("notebooks")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("batch-jobs")
        .mayOnlyBeAccessedByLayers("notebooks", "bench")
        .whereLayer("serving-api")
        .mayOnlyBeAccessedByLayers("standalone", "bench")
        .whereLayer("stream-jobs")
        .mayOnlyBeAccessedByLayers("standalone", "bench")
        .whereLayer("lake")
        .mayOnlyBeAccessedByLayers("stream-jobs", "serving-api", "standalone", "bench")
        .check(OURS);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.tastelake.(*).(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that(WRITTEN_BY_HAND)
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Impl)")
        .check(OURS);
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
        .check(OURS);
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
        .check(OURS);
  }

  @Test
  void nothingSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(OURS);
  }

  @Test
  void filesAreShort() throws IOException {
    List<String> long300;
    try (Stream<Path> sources = Files.walk(ROOT)) {
      long300 =
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !ROOT.relativize(path).toString().contains("target/"))
              .filter(path -> lines(path) >= 300)
              .map(path -> ROOT.relativize(path) + ": " + lines(path))
              .toList();
    }
    assertThat(long300).as("files of 300 lines or more").isEmpty();
  }

  private static long lines(Path path) {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
