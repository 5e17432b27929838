package io.tastelake.serving.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorKind;
import io.tastelake.serving.store.Tenants;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

  private final Explanations explanations = new Explanations(null, null, null, null, null);

  /** One within the other, as if they went on at the same time. */
  private <T> T during(int others, Callable<T> then) {
    return explanations.inTurn(
        () -> {
          try {
            return others == 1 ? then.call() : during(others - 1, then);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private static <T> T as(String tenant, Callable<T> work) throws Exception {
    Tenants.Work open = Tenants.workFor(tenant);
    try {
      return work.call();
    } finally {
      open.close();
    }
  }

  @Test
  void oneTenantDoesNotTakeAllAtOnce() throws Exception {
    assertThat(as("busy", () -> during(6, () -> as("calm", () -> during(1, () -> "told")))))
        .isEqualTo("told");
    assertThatThrownBy(() -> as("busy", () -> during(7, () -> "told")))
        .extracting(ExplanationsTest::cause)
        .extracting(
            refused -> ((ApiException) refused).kind(),
            InstanceOfAssertFactories.type(ErrorKind.class))
        .isEqualTo(ErrorKind.TOO_MANY_REQUESTS);
    assertThat(as("busy", () -> during(6, () -> "told"))).isEqualTo("told");
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
