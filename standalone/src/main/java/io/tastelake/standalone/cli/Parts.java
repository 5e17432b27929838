package io.tastelake.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.contracts.log.Topics;
import io.tastelake.log.Brokers;
import io.tastelake.log.KafkaTopic;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.KafkaUsers;
import io.tastelake.standalone.OpenTasks;
import io.tastelake.standalone.PostgresServer;
import io.tastelake.standalone.job.JobRuns;
import io.tastelake.standalone.job.RunningJobs;
import io.tastelake.standalone.web.FlinkWeb;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All parts of the standalone on a folder, asked one after the other. */
final class Parts {

  private static final List<String> JOBS = List.of("ingest-interactions", "update-taste");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final DataFolder folder;
  private final Access access;

  private Parts(DataFolder folder, Access access) {
    this.folder = folder;
    this.access = access;
  }

  static List<Part> of(DataFolder folder, Access access) {
    Parts parts = new Parts(folder, access);
    List<Part> all = new ArrayList<>();
    all.add(parts.api(access.api()));
    all.add(parts.postgres());
    all.add(parts.kafka());
    FlinkJobs flink = FlinkJobs.at(new FlinkWeb(access.flink()));
    JOBS.forEach(job -> all.add(parts.job(flink, job)));
    new JobRuns(folder).last().forEach((job, run) -> all.add(parts.run(job, run)));
    RunningJobs.on(folder).forEach(job -> all.add(running(job)));
    OpenTasks.of(folder, Clock.systemUTC().instant())
        .forEach(task -> all.add(Part.up(task.name(), "task", task.says())));
    return all;
  }

  private Part api(URI api) {
    JsonNode answer = Answers.to(HttpRequest.newBuilder(api.resolve("/health/ready"))).body();
    if (answer.path("status").asText().equals("ready")) {
      return Part.up("API", api.toString(), "");
    }
    String why = answer.path("message").asText();
    return Part.down(
        "API",
        api.toString(),
        why.isEmpty() ? "does not answer (yet); see " + folder.logs() : "is not ready: " + why);
  }

  private Part postgres() {
    String where = folder.postgres().toString();
    return PostgresServer.runsOn(folder.postgres())
        ? Part.up("PostgreSQL", where, "")
        : Part.down(
            "PostgreSQL", where, "is down and restarts within seconds; see server.log there");
  }

  private Part kafka() {
    String where = String.valueOf(access.kafka());
    try (KafkaTopic topic = KafkaTopic.of(brokers(), Topics.INTERACTIONS, TIMEOUT)) {
      long events = topic.end().next().values().stream().mapToLong(Long::longValue).sum();
      return Part.up("Kafka", where, "%,d events since the log began".formatted(events));
    } catch (RuntimeException e) {
      return Part.down("Kafka", where, "does not answer; see " + folder.logs());
    }
  }

  private Brokers brokers() {
    return Brokers.at(access.kafka()).securedBy(KafkaUsers.operatorsFile(folder.credentials()));
  }

  private Part job(FlinkJobs flink, String job) {
    return flink
        .behind(job)
        .map(behind -> Part.up(job, "Flink", text(behind)))
        .orElseGet(() -> Part.down(job, "Flink", "does not run (yet); see " + folder.logs()));
  }

  private static String text(FlinkJobs.Behind behind) {
    String events = String.format(Locale.ROOT, "%,d events behind", behind.events());
    return behind.seconds() == 0
        ? events
        : events + String.format(Locale.ROOT, "; changes show after %,.1f s", behind.seconds());
  }

  private static Part running(RunningJobs.Running job) {
    return Part.up(
        job.name(), "Spark", "runs since %s as process %d".formatted(job.began(), job.process()));
  }

  private Part run(String job, JobRuns.Run run) {
    return run.exit() == 0
        ? Part.up(job, "Spark", "done at " + run.ended())
        : Part.down(
            job, "Spark", "failed at %s; see jobs.log in %s".formatted(run.ended(), folder.logs()));
  }
}
