package io.tastelake.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A part of a running standalone, as it looks from outside.
 *
 * @param down why it is of no use now, and what to do; nothing if it is
 */
record Part(String name, String where, Optional<String> down) {

  private static final List<String> JOBS = List.of("ingest-interactions", "update-taste");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** All parts of the standalone on {@code folder}. */
  static List<Part> of(DataFolder folder, Access access) {
    return List.of(
        api(folder, access.api()), jobs(folder, access.flink()), postgres(folder.postgres()));
  }

  private static Part api(DataFolder folder, URI api) {
    Optional<Answer> ready = ask(api.resolve("/health/ready"));
    String silent = "does not answer (yet); see " + folder.logs();
    return new Part(
        "API",
        api.toString(),
        ready.isPresent() && ready.get().ok()
            ? Optional.empty()
            : Optional.of(
                ready.map(answer -> answer.body().path("message").asText(silent)).orElse(silent)));
  }

  private static Part jobs(DataFolder folder, URI flink) {
    List<String> running =
        get(flink.resolve("/jobs/overview")).map(Part::running).orElse(List.of());
    List<String> missing = JOBS.stream().filter(job -> !running.contains(job)).toList();
    return new Part(
        "Flink",
        flink.toString(),
        missing.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "does not run %s (yet); see %s"
                    .formatted(String.join(" and ", missing), folder.logs())));
  }

  private static List<String> running(JsonNode overview) {
    return overview.path("jobs").findParents("state").stream()
        .filter(job -> job.path("state").asText().equals("RUNNING"))
        .map(job -> job.path("name").asText())
        .toList();
  }

  private static Part postgres(java.nio.file.Path folder) {
    return new Part(
        "PostgreSQL",
        folder.toString(),
        PostgresServer.runsOn(folder)
            ? Optional.empty()
            : Optional.of("is down and restarts within seconds; see server.log there"));
  }

  private record Answer(int status, JsonNode body) {

    boolean ok() {
      return status == 200;
    }
  }

  /** What is answered with 200; nothing if something else is, or nothing. */
  private static Optional<JsonNode> get(URI address) {
    return ask(address).filter(Answer::ok).map(Answer::body);
  }

  /** What is answered in JSON, if anything is. */
  private static Optional<Answer> ask(URI address) {
    try {
      HttpResponse<byte[]> answer =
          HTTP.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(
          new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body())));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "  %-10s  %s%s".formatted(name, where, down.map(why -> "  " + why).orElse(""));
  }
}
