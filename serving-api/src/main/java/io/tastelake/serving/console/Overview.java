package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The page <em>Overview</em>.
 *
 * @param verdict one sentence
 * @param state {@code good}, {@code warn} or {@code bad}
 * @param figures what the verdict rests on
 * @param jobs how batch jobs ended
 */
public record Overview(String verdict, String state, List<Figure> figures, List<JobRun> jobs) {

  private static final long MUCH_BEHIND = 10_000;
  private static final double LONG_WITHOUT_COMMIT = 120;
  private static final double OVERDUE = 2 * 86_400;

  /**
   * A number with what it means.
   *
   * @param note what to do if it is not good
   */
  public record Figure(String name, String value, String state, String note) {}

  /** How a job ended last. */
  public record JobRun(
      String job, String ended, String took, String result, String rows, String drift) {}

  static Overview of(ApiCalls.Answer answer) {
    if (!answer.isOk()) {
      return new Overview(answer.problem(), "bad", List.of(), List.of());
    }
    JsonNode status = answer.json();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "Serving",
            status.path("ready").asBoolean() ? "yes" : "no",
            status.path("ready").asBoolean() ? "good" : "bad",
            status.path("problem").asText("")));
    figures.add(
        new Figure(
            "Events taken by this instance",
            Shown.number(status.path("events_acknowledged").asDouble()),
            "good",
            "since it started, of this database"));
    if (status.path("books").isObject()) {
      figures.add(books(status.path("books")));
    }
    figures.add(behind(status));
    figures.add(
        new Figure(
            "Newest commit to the lake",
            Shown.ago(status.path("lake").path("seconds_since_commit").asDouble()) + " ago",
            "good",
            "version " + status.path("lake").path("version").asLong()));
    figures.add(
        new Figure(
            "This instance's tail of the log",
            Shown.number(status.path("tail").path("behind").asDouble()) + " behind",
            status.path("tail").path("behind").asLong() > MUCH_BEHIND ? "warn" : "good",
            "Reads wait until it has caught up."));
    figures.add(erasures(status));
    List<JobRun> jobs = new ArrayList<>();
    status.path("jobs").forEach(job -> jobs.add(run(job)));
    boolean failed = jobs.stream().anyMatch(job -> job.result().equals("FAILED"));
    return verdict(figures, jobs, failed);
  }

  private static Overview verdict(List<Figure> figures, List<JobRun> jobs, boolean failed) {
    List<Figure> wrong = figures.stream().filter(figure -> !figure.state().equals("good")).toList();
    if (wrong.isEmpty()) {
      return new Overview(
          failed
              ? "Events flow; a batch job failed."
              : "Healthy: events become ratings and tastes in time.",
          failed ? "warn" : "good",
          figures,
          jobs);
    }
    boolean bad = wrong.stream().anyMatch(figure -> figure.state().equals("bad"));
    return new Overview(
        wrong.get(0).name() + ": " + wrong.get(0).value() + ". " + wrong.get(0).note(),
        bad ? "bad" : "warn",
        figures,
        jobs);
  }

  private static Figure books(JsonNode books) {
    long unbalanced = books.path("unbalanced").asLong();
    return new Figure(
        "Events accepted",
        number(books, "accepted"),
        unbalanced == 0 ? "good" : "bad",
        "%s in the lake, %s dead-lettered, %s in flight"
                .formatted(
                    number(books, "in_lake"),
                    number(books, "dead_lettered"),
                    number(books, "in_flight"))
            + (unbalanced == 0
                ? ""
                : ", %s not accounted for: run check-consistency."
                    .formatted(number(books, "unbalanced"))));
  }

  private static String number(JsonNode books, String name) {
    return Shown.number(books.path(name).asDouble());
  }

  private static Figure behind(JsonNode status) {
    JsonNode lake = status.path("lake");
    long events = lake.path("behind").asLong();
    boolean stuck =
        events > 0 && lake.path("seconds_since_commit").asDouble() > LONG_WITHOUT_COMMIT;
    return new Figure(
        "Events that the lake does not hold yet",
        Shown.number((double) events),
        stuck ? "bad" : events > MUCH_BEHIND ? "warn" : "good",
        stuck
            ? "Nothing was committed for minutes: see that ingest-interactions runs."
            : "They are in the log, and in every read of a user.");
  }

  private static Figure erasures(JsonNode status) {
    JsonNode erasures = status.path("erasures");
    boolean overdue = erasures.path("oldest_seconds").asDouble() > OVERDUE;
    return new Figure(
        "Deletions of users that wait",
        Shown.number(erasures.path("open").asDouble()),
        overdue ? "bad" : "good",
        overdue
            ? "The oldest has waited for more than two days: run forget-users."
            : "Hidden at once; forget-users removes what is stored.");
  }

  private static JobRun run(JsonNode job) {
    return new JobRun(
        Shown.text(job.path("job")),
        Shown.time(job.path("ended").asDouble()),
        Shown.ago(job.path("ended").asDouble() - job.path("began").asDouble()),
        job.path("result").asText(),
        job.path("rows").isNumber() ? Shown.number(job.path("rows").asDouble()) : "–",
        job.path("drift").isNumber() ? Shown.number(job.path("drift").asDouble()) : "–");
  }
}
