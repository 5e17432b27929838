package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page <em>Models</em>.
 *
 * @param model points of the model's line over time
 * @param popularity points of popularity's
 * @param evaluations the newest first
 * @param parity what came of judging what was served, by day, the newest first
 * @param tunings what the newest searches for better settings tried
 * @param outcomes what came of lists that were shown, by day, the newest first
 * @param trainings the newest that were asked for
 * @param compactions the newest that were asked for
 */
public record ModelsPage(
    String problem,
    String status,
    Line model,
    Line popularity,
    List<Evaluated> evaluations,
    List<ParityRow> parity,
    List<TuningTable> tunings,
    List<OutcomeRow> outcomes,
    List<TaskRow> trainings,
    List<TaskRow> compactions) {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 200;
  private static final int MARGIN = 10;

  /**
   * A line of a chart.
   *
   * @param points as SVG's polyline wants them
   */
  public record Line(String name, String points, List<Dot> dots) {}

  /** A point of it. */
  public record Dot(String x, String y, String label) {}

  /**
   * One evaluation.
   *
   * @param centre above it ratings are likes; empty where no one noted it
   */
  public record Evaluated(
      String time, String users, String centre, String model, String popularity, String remark) {}

  static ModelsPage of(ApiCalls api, Visit visit) {
    ApiCalls.Answer answer = api.get(visit, "/evaluations");
    String status =
        api.get(visit, "/databases/current/status").json().path("status").asText("unknown");
    List<JsonNode> oldestFirst = new ArrayList<>();
    answer.json().path("evaluations").forEach(each -> oldestFirst.add(0, each));
    double largest = 0;
    for (JsonNode each : oldestFirst) {
      largest = Math.max(largest, Math.max(ndcg(each, "als"), ndcg(each, "popularity")));
    }
    List<Evaluated> rows = new ArrayList<>();
    oldestFirst.forEach(
        each ->
            rows.add(
                0,
                new Evaluated(
                    Shown.time(each.path("time").asDouble()),
                    Shown.number(each.path("scores").path("als").path("users").asDouble()),
                    each.path("centre").asText(""),
                    share(ndcg(each, "als")),
                    share(ndcg(each, "popularity")),
                    Shown.text(each.path("scores").path("remark").asText("")))));
    return new ModelsPage(
        answer.isOk() ? "" : Shown.text(answer.problem()),
        Shown.text(status),
        line("the model", "als", oldestFirst, largest),
        line("popularity", "popularity", oldestFirst, largest),
        rows,
        ParityRow.newest(api, visit),
        TuningTable.newest(api, visit),
        OutcomeRow.newest(api, visit),
        TaskRow.newest(api, visit, "ml_model_retrain"),
        TaskRow.newest(api, visit, "compact"));
  }

  private static double ndcg(JsonNode evaluated, String recommender) {
    return evaluated.path("scores").path(recommender).path("ndcg20").asDouble();
  }

  private static Line line(
      String name, String recommender, List<JsonNode> oldestFirst, double largest) {
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < oldestFirst.size(); i++) {
      double value = ndcg(oldestFirst.get(i), recommender);
      double x =
          oldestFirst.size() == 1
              ? WIDTH / 2.0
              : MARGIN + i * (WIDTH - 2.0 * MARGIN) / (oldestFirst.size() - 1);
      double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * value / Math.max(largest, 1e-9);
      String label =
          name
              + ", "
              + Shown.time(oldestFirst.get(i).path("time").asDouble())
              + ": "
              + share(value);
      dots.add(new Dot(pixels(x), pixels(y), label));
    }
    StringBuilder points = new StringBuilder();
    dots.forEach(dot -> points.append(dot.x()).append(',').append(dot.y()).append(' '));
    return new Line(name, points.toString().strip(), dots);
  }

  private static String pixels(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String share(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
