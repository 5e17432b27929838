package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API takes as the name of a kind of interactions, and what older events may carry. */
class InteractionTypeTest {

  private static final String LONGEST = "😀".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"v", "view", "in den Korb gelegt", "a\nb", "*"})
  void aNameIsShortText(String name) {
    assertThat(InteractionType.isValid(name)).isTrue();
    assertThat(InteractionType.isValid(LONGEST)).isTrue();
    assertThat(InteractionType.isStorable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "a\0b"})
  void whatOnlyOlderEventsCarryIsNoName(String name) {
    assertThat(InteractionType.isValid(name)).isFalse();
    assertThat(InteractionType.isStorable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b"})
  void whatUtf8CannotSpellIsNone(String name) {
    assertThat(InteractionType.isValid(name)).isFalse();
    assertThat(InteractionType.isStorable(name)).isFalse();
    assertThat(InteractionType.isValid(LONGEST + "x")).isFalse();
    assertThat(InteractionType.isStorable(LONGEST + "x")).isFalse();
  }
}
