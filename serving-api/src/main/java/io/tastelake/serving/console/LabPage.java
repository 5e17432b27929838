package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The page <em>Ratings lab</em>.
 *
 * @param problem what the API says is wrong; empty if nothing is
 * @param form what the parameters are, or were typed to be
 * @param standing how far the parameters that are set have come
 * @param preview what those in the form would do; empty before it was asked
 */
public record LabPage(String problem, LabForm form, Standing standing, List<LabPreview> preview) {

  private static final String SET = "/databases/current/implicit-to-explicit";

  /**
   * How far the parameters that are set have come.
   *
   * @param state {@code good}, {@code warn} or {@code bad}
   * @param lastRun how the job that recomputes all ratings ended last; empty if it never did
   */
  public record Standing(String sentence, String state, String lastRun) {}

  static LabPage of(ApiCalls api, Visit visit) {
    ApiCalls.Answer set = api.get(visit, SET);
    boolean unset = set.name().equals("DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
    String problem = set.isOk() || unset ? "" : Shown.text(set.problem());
    return new LabPage(
        problem, LabForm.of(set.json(), unnamed(api, visit)), standing(api, visit), List.of());
  }

  /** The same with what was typed, and what came of it. */
  static LabPage of(ApiCalls api, Visit visit, LabForm typed, ApiCalls.Answer asked) {
    return new LabPage(
        asked.isOk() ? "" : Shown.text(asked.problem()),
        typed,
        standing(api, visit),
        asked.isOk() ? List.of(LabPreview.of(api, visit, asked.json())) : List.of());
  }

  /** Types that were seen and weigh nothing. */
  private static JsonNode unnamed(ApiCalls api, Visit visit) {
    return api.get(visit, "/databases/current").json().path("types_without_strength");
  }

  static Standing standing(ApiCalls api, Visit visit) {
    JsonNode status = api.get(visit, SET + "/status").json();
    if (!status.path("set").isNumber()) {
      return new Standing("No parameters are set: nothing weighs anything.", "warn", "");
    }
    String set = Shown.time(status.path("set").asDouble());
    boolean applied = status.path("applied").isNumber();
    return new Standing(
        applied
            ? "Set %s; all ratings follow them since %s."
                .formatted(set, Shown.time(status.path("applied").asDouble()))
            : "Set %s; each user's ratings follow at the user's next event, everybody's with the next run of recompute-ratings (each night)."
                .formatted(set),
        applied ? "good" : "warn",
        lastRun(api, visit));
  }

  private static String lastRun(ApiCalls api, Visit visit) {
    for (JsonNode run : api.get(visit, "/status").json().path("jobs")) {
      if (run.path("job").asText().equals("recompute-ratings")) {
        return "recompute-ratings last ended %s: %s, %s rows, %s users put right."
            .formatted(
                Shown.time(run.path("ended").asDouble()),
                run.path("result").asText().equals("DONE") ? "done" : "failed",
                run.path("rows").isNumber() ? Shown.number(run.path("rows").asDouble()) : "no",
                run.path("drift").isNumber() ? Shown.number(run.path("drift").asDouble()) : "no");
      }
    }
    return "";
  }
}
