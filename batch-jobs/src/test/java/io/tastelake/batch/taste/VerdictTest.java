package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Scores POPULARITY = new Scores(1_200, 0.2, 0.3, 0.1, 0.15);

  private static Evaluation.Result result(double recall20, double ndcg20, double meanKnown) {
    Scores als = new Scores(1_200, recall20, 0.4, ndcg20, 0.2);
    return new Evaluation.Result(
        0, 9_000, meanKnown, Map.of(Evaluation.ALS, als, Evaluation.POPULARITY, POPULARITY));
  }

  @Test
  void aModelThatBeatsPopularityNeedsNoWord() {
    assertThat(Verdict.of(result(0.21, 0.11, 8))).isEmpty();
  }

  @Test
  void oneThatDoesNotSaysWhereAndThatHistoriesAreShort() {
    assertThat(Verdict.of(result(0.15, 0.05, 7.25)))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(
                        "The model does not beat popularity in recall@20 (0.1500 against 0.2000)"
                            + " and NDCG@20 (0.0500 against 0.1000): the 1,200 users asked had"
                            + " 7.3 ratings each")
                    .contains("too few"));
  }

  @Test
  void oneUserIsSpokenOfAsOne() {
    var result =
        new Evaluation.Result(
            0,
            9_000,
            2,
            Map.of(
                Evaluation.ALS,
                new Scores(1, 1, 1, 1, 1),
                Evaluation.POPULARITY,
                new Scores(1, 1, 1, 1, 1)));
    assertThat(Verdict.of(result))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains(": the one user asked had 2 ratings before the split, which"));
  }

  @Test
  void longHistoriesAreNoReason() {
    assertThat(Verdict.of(result(0.15, 0.2, 140)))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("recall@20")
                    .doesNotContain("NDCG@20")
                    .doesNotContain("too few")
                    .contains("--alpha"));
  }

  @Test
  void asGoodAsPopularityIsNotBetter() {
    assertThat(Verdict.of(result(0.2, 0.2, 8))).isPresent();
  }
}
