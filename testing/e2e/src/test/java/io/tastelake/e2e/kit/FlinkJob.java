package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.standalone.web.FlinkWeb;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A stream job as Flink's web interface shows it. */
public record FlinkJob(FlinkWeb flink, String name) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * How many checkpoints failed; those that came before all of its tasks ran count, too. A
   * checkpoint of {@code ingest-interactions} is a commit.
   */
  public int failedCheckpoints() throws IOException {
    return checkpoints().get("failed").asInt();
  }

  /** Fails if it was ever started again, by Flink or by whoever supervises it. */
  public void requireNeverRestarted() throws IOException {
    assertThat(checkpoints().get("restored").asInt()).as("restarts").isZero();
    assertThat(read(path() + "/exceptions").get("exceptionHistory").get("entries")).isEmpty();
  }

  private JsonNode checkpoints() throws IOException {
    return read(path() + "/checkpoints").get("counts");
  }

  private String path() throws IOException {
    List<JsonNode> started = new ArrayList<>();
    for (JsonNode job : read("/jobs/overview").get("jobs")) {
      if (job.get("name").asText().equals(name)) {
        started.add(job);
      }
    }
    assertThat(started).as("how often %s was started", name).hasSize(1);
    assertThat(started.get(0).get("state").asText()).isEqualTo("RUNNING");
    return "/jobs/" + started.get(0).get("jid").asText();
  }

  private JsonNode read(String path) throws IOException {
    try {
      return JSON.readTree(HTTP.send(flink.get(path).build(), BodyHandlers.ofByteArray()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
