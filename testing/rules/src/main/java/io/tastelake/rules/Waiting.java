package io.tastelake.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Time passes in one place only, which says how it ends. Conditions of a lock, futures and queues
 * are free: something wakes those who wait for them.
 */
final class Waiting {

  private static final String PAUSE = "io.tastelake.domain.time.Pause";
  private static final Map<Class<?>, Set<String>> WAITS =
      Map.of(
          Thread.class, Set.of("sleep", "onSpinWait", "yield"),
          TimeUnit.class, Set.of("sleep", "timedWait"),
          LockSupport.class, Set.of("park", "parkNanos", "parkUntil"),
          CountDownLatch.class, Set.of("await"),
          Object.class, Set.of("wait"));

  static final ArchRule ONLY_IN_ONE_PLACE =
      noClasses()
          .that(DescribedPredicate.describe("are not Pause", type -> !type.getName().equals(PAUSE)))
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("lets time pass", call -> waits(call.getTarget())))
          .because("whatever lets time pass does it by Pause, and tests by Awaitility")
          .allowEmptyShould(true);

  static final ArchRule TESTS_AWAIT_CONDITIONS =
      noClasses()
          .that(DescribedPredicate.describe("are tests", Waiting::isTest))
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("pauses for a time", Waiting::pausesForATime))
          .because("a test waits for a condition, with a timeout")
          .allowEmptyShould(true);

  private Waiting() {}

  private static boolean waits(AccessTarget target) {
    return WAITS.entrySet().stream()
        .anyMatch(
            wait ->
                target.getOwner().isEquivalentTo(wait.getKey())
                    && wait.getValue().contains(target.getName()));
  }

  private static boolean pausesForATime(JavaMethodCall call) {
    return call.getTargetOwner().getName().equals(PAUSE) && call.getTarget().getName().equals("of");
  }

  static boolean isTest(JavaClass type) {
    return type.getSource()
        .map(source -> source.getUri().getPath().contains("/test-classes/"))
        .orElse(false);
  }
}
