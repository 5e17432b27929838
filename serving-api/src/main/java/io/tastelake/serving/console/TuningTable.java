package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a search for better settings tried.
 *
 * @param outcome what came of it, in a sentence
 */
public record TuningTable(String name, String time, String outcome, List<Row> rows) {

  /** More types are counted, not named. */
  private static final int SHOWN_TYPES = 12;

  /**
   * One training.
   *
   * @param change from the settings that stood, with its 95 % interval
   * @param remark which settings stood, and which won
   */
  public record Row(
      String trial,
      String rank,
      String alpha,
      String lambda,
      String weights,
      String sweeps,
      String ndcg,
      String change,
      String remark) {}

  /** The newest searches. */
  static List<TuningTable> newest(ApiCalls api, Visit visit) {
    List<TuningTable> tables = new ArrayList<>();
    api.get(visit, "/tuning-trials")
        .json()
        .path("searches")
        .forEach(search -> tables.add(of(search)));
    return tables;
  }

  private static TuningTable of(JsonNode search) {
    int best = search.path("best_trial").asInt();
    List<Row> rows = new ArrayList<>();
    search.path("trials").forEach(trial -> rows.add(row(trial, best)));
    return new TuningTable(
        search.path("settings").asText().equals("model_settings")
            ? "Rank, α and λ"
            : "Weights of interactions",
        Shown.time(search.path("time").asDouble()),
        outcome(search, best),
        rows);
  }

  private static String outcome(JsonNode search, int best) {
    String judged =
        "For %s users whom the search did not see, trial %d changes NDCG@100 by %s"
            .formatted(
                Shown.number(search.path("users").asDouble()),
                best,
                interval(search.path("gain"), search.path("margin")));
    return switch (search.path("outcome").asText()) {
      case "set" -> judged + ": it was set.";
      case "kept" -> judged + ", which is not better beyond noise: nothing was set.";
      default -> judged + "; somebody changed the settings meanwhile, and those stayed.";
    };
  }

  private static Row row(JsonNode trial, int best) {
    int number = trial.path("trial").asInt();
    return new Row(
        "" + number,
        trial.path("rank").asText(),
        trial.path("alpha").asText(),
        trial.path("lambda").asText(),
        weights(trial.path("implicit_to_explicit")),
        trial.path("sweeps").asText(),
        String.format(Locale.ROOT, "%.4f", trial.path("ndcg100").asDouble()),
        number == 1 ? "" : interval(trial.path("change"), trial.path("margin")),
        number == 1 ? "as set before" : number == best ? "best" : "");
  }

  private static String interval(JsonNode mean, JsonNode margin) {
    return String.format(Locale.ROOT, "%+.4f ± %.4f", mean.asDouble(), margin.asDouble());
  }

  private static String weights(JsonNode parameters) {
    if (parameters.isMissingNode()) {
      return "";
    }
    List<String> weights = new ArrayList<>();
    JsonNode types = parameters.path("interaction_types");
    types.properties().stream()
        .limit(SHOWN_TYPES)
        .forEach(
            type ->
                weights.add(
                    Shown.text(type.getKey()) + " " + type.getValue().path("strength").asText()));
    if (types.size() > SHOWN_TYPES) {
      weights.add((types.size() - SHOWN_TYPES) + " more");
    }
    JsonNode halfLife = parameters.path("half_life_days");
    weights.add(halfLife.isNumber() ? "half-life " + halfLife.asText() + " days" : "no half-life");
    return String.join(", ", weights);
  }
}
