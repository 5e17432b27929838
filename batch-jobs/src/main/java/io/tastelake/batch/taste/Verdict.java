package io.tastelake.batch.taste;

import io.tastelake.batch.taste.Evaluation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A remark when a model is no better than popularity, and the likely reason. */
final class Verdict {

  /** Fewer ratings say little about a user's taste. */
  private static final double FEW_RATINGS = 20;

  private static final String FEW =
      "which may be too few to tell their tastes apart; until there are more, what is popular is"
          + " the better guess.";

  private static final String ENOUGH =
      "which should do: other --rank, --alpha, --lambda or other weights of the interaction types"
          + " may learn more; or it is chance, if few users were asked.";

  private Verdict() {}

  /** A sentence, unless the model beats popularity in recall@20 and in NDCG@20. */
  static Optional<String> of(Result result) {
    Scores als = result.scores().get(Evaluation.ALS);
    Scores popularity = result.scores().get(Evaluation.POPULARITY);
    List<String> lost = new ArrayList<>();
    if (als.recall20() <= popularity.recall20()) {
      lost.add(against("recall@20", als.recall20(), popularity.recall20()));
    }
    if (als.ndcg20() <= popularity.ndcg20()) {
      lost.add(against("NDCG@20", als.ndcg20(), popularity.ndcg20()));
    }
    return lost.isEmpty() ? Optional.empty() : Optional.of(sentence(lost, result, als.users()));
  }

  private static String against(String score, double ours, double theirs) {
    return String.format(Locale.ROOT, "%s (%.4f against %.4f)", score, ours, theirs);
  }

  private static String sentence(List<String> lost, Result result, long users) {
    return String.format(
        Locale.ROOT,
        "The model does not beat popularity in %s: %s, %s",
        String.join(" and ", lost),
        String.format(
            Locale.ROOT,
            users == 1
                ? "the one user asked had %2$.0f ratings before the split"
                : "the %,d users asked had %.1f ratings each before the split, on average",
            users,
            result.meanKnown()),
        result.meanKnown() < FEW_RATINGS ? FEW : ENOUGH);
  }
}
