package io.tastelake.domain.taste;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevisionTest {

  @Test
  void aLaterGenerationIsNewerWhateverItHasTakenIn() {
    assertThat(new Revision(2, 0)).isGreaterThan(new Revision(1, 9));
    assertThat(new Revision(1, 9)).isGreaterThan(new Revision(1, 8));
    assertThat(new Revision(1, 9)).isEqualByComparingTo(new Revision(1, 9));
  }
}
