package io.tastelake.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  private final IOException inner = new IOException("inner");
  private final UncheckedIOException middle = new UncheckedIOException(inner);
  private final IllegalStateException outer = new IllegalStateException("outer", middle);

  @Test
  void theFailureComesFirst() {
    assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
    assertThat(Causes.of(null)).isEmpty();
  }

  @Test
  void aCircleEnds() {
    inner.initCause(outer);
    assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
  }

  @Test
  void aTypeIsFoundAtAnyDepth() {
    assertThat(Causes.first(outer, IOException.class)).containsSame(inner);
    assertThat(Causes.first(outer, RuntimeException.class)).containsSame(outer);
    assertThat(Causes.first(outer, Error.class)).isEmpty();
    assertThat(Causes.include(outer, IOException.class)).isTrue();
    assertThat(Causes.include(outer, Error.class)).isFalse();
  }
}
