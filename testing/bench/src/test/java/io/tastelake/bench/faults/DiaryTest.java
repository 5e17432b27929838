package io.tastelake.bench.faults;

import static io.tastelake.bench.faults.Outcome.ACKNOWLEDGED;
import static io.tastelake.bench.faults.Outcome.REFUSED;
import static io.tastelake.bench.faults.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiaryTest {

  private static final List<String> VIEW = List.of("view");

  private final Diary diary = new Diary("ann");

  @Test
  void whatIsAsSentIsWell() {
    diary.recorded(ACKNOWLEDGED, "kept", "view");
    diary.recorded(REFUSED, "refused", "view");
    diary.recorded(UNKNOWN, "stored", "view");
    diary.recorded(UNKNOWN, "lost", "view");

    assertThat(wrong(Map.of("kept", VIEW, "stored", VIEW))).isEmpty();
  }

  @Test
  void whatIsLostDoubledOrWrongIsFound() {
    for (String item : List.of("lost", "doubled", "changed")) {
      diary.recorded(ACKNOWLEDGED, item, "view");
    }
    diary.recorded(REFUSED, "refused", "view");

    assertThat(
            wrong(
                Map.of(
                    "doubled",
                    List.of("view", "view"),
                    "changed",
                    List.of("buy"),
                    "refused",
                    VIEW,
                    "foreign",
                    VIEW)))
        .containsExactlyInAnyOrder(
            "here: lost of ann was acknowledged, and is not there",
            "here: doubled of ann is there 2 times",
            "here: changed of ann is a [buy] and no [view]",
            "here: refused of ann was refused, deleted or forgotten, and is there",
            "here: foreign of ann was never sent");
  }

  @Test
  void anAmendmentOfWhichNothingIsKnownMayHoldOrNot() {
    diary.recorded(ACKNOWLEDGED, "item", "view");
    diary.amended(UNKNOWN, "item", "buy");

    assertThat(wrong(Map.of("item", VIEW))).isEmpty();
    assertThat(wrong(Map.of("item", List.of("buy")))).isEmpty();
  }

  @Test
  void anAcknowledgedAmendmentHolds() {
    diary.recorded(ACKNOWLEDGED, "item", "view");
    diary.amended(ACKNOWLEDGED, "item", "buy");

    assertThat(wrong(Map.of("item", VIEW))).hasSize(1);
  }

  @Test
  void whatWasDeletedOrForgottenMustBeGone() {
    diary.recorded(ACKNOWLEDGED, "deleted", "view");
    diary.retracted(ACKNOWLEDGED, "deleted");
    assertThat(wrong(Map.of("deleted", VIEW))).hasSize(1);

    diary.recorded(ACKNOWLEDGED, "forgotten", "view");
    diary.rated(ACKNOWLEDGED, "rated", "7");
    diary.forget();
    assertThat(wrong(Map.of("forgotten", VIEW))).hasSize(1);
    assertThat(diary.mayRate("rated", "7")).isFalse();
    assertThat(diary.mayRate("rated", "")).isTrue();
  }

  @Test
  void aGivenRatingIsTheLastOneThatWasAcknowledged() {
    diary.rated(ACKNOWLEDGED, "item", "7");
    diary.rated(ACKNOWLEDGED, "item", "3");

    assertThat(diary.mayRate("item", "3")).isTrue();
    assertThat(diary.mayRate("item", "7")).isFalse();
    assertThat(diary.mayRate("item", "")).isFalse();
  }

  private List<String> wrong(Map<String, List<String>> rows) {
    Findings findings = new Findings();
    diary.compare(rows, "here", findings);
    return findings.first();
  }
}
