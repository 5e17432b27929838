package io.tastelake.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Child;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A page of another origin in a real Chromium, with the published npm client as it is: {@code
 * src/test/browser}.
 */
@ExtendWith(SharedSystem.Extension.class)
class BrowserTest {

  private static final String ACCOUNT = "shop-frontend";
  private static final String PASSWORD = "correct horse";
  private static final List<String> ONE = List.of("item-0");
  private static final List<String> ONE_AND_MANY = List.of("item-0", "item-1", "item-2", "item-3");
  private static final Map<String, List<String>> WRITTEN =
      Map.of(
          "users/older-user", ONE,
          "sessions/older-session", ONE,
          "users/latest-user", ONE_AND_MANY,
          "sessions/latest-session", ONE_AND_MANY);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Test
  void aPageOfAnotherOriginWritesOnceAndReads(SharedSystem system) throws Exception {
    assumeTrue(
        NodeProject.found("chromium"),
        "skipped: Chromium is not installed (Debian: apt-get install chromium, which .ci/run does)");
    NodeProject project = NodeProject.installed("browser", system.folder());
    project.run("bundle", Map.of(), "npm", "--prefix", project.folder().toString(), "run", "build");
    Tenant tenant = trained(system);
    tenant
        .client()
        .post(
            "/accounts/service/", Map.of("name", ACCOUNT, "password", PASSWORD, "role", "frontend"))
        .ok();

    JsonNode report = reported(system.client().uri(), tenant, project);

    assertThat(report.path("failed").asText("")).isEmpty();
    for (String list :
        List.of("olderUser", "olderSession", "latestUser", "latestSession", "visitor")) {
      assertThat(report.path(list)).as(list).isNotEmpty();
    }
    assertThat(report.path("warning").asText("")).isNotBlank();
    assertWrittenOnce(system, tenant);
  }

  /** A database with a model, which was asked for: three users like items of two kinds. */
  private static Tenant trained(SharedSystem system) throws IOException {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    List<Map<String, Object>> ratings = new ArrayList<>();
    for (int user = 0; user < 3; user++) {
      for (int item = 0; item < 6; item++) {
        int rating = (user + item) % 2 == 0 ? 9 : 7;
        ratings.add(
            Map.of("user_id", "rater-" + user, "item_id", "item-" + item, "rating", rating));
      }
    }
    tenant.client().put("/ratings-bulk/", Map.of("ratings", ratings)).ok();
    system.awaitLakeCoversLog();
    tenant.client().post("/tasks/ml_model_retrain/", Map.of()).ok();
    List<String> job = new ArrayList<>(List.of("run-tasks"));
    job.addAll(system.installation());
    job.addAll(List.of("--once", "--rank", "2", "--iterations", "2"));
    String unused = SparkJobs.run(system.folder().resolve("browser.jobs"), job);
    JsonNode task =
        tenant.client().get("/tasks/ml_model_retrain/recents/").ok().body().path("tasks").path(0);
    assertThat(task.path("status").asText()).as("%s", task).isEqualTo("COMPLETED");
    return tenant;
  }

  private static JsonNode reported(URI api, Tenant tenant, NodeProject project)
      throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "api",
            api.toString(),
            "database",
            tenant.database().value(),
            "account",
            ACCOUNT,
            "password",
            PASSWORD);
    String script = Files.readString(project.folder().resolve("page.js"));
    try (ShopPage page = ShopPage.serve(script, settings);
        Child chromium = chromium(project.folder().resolve("profile"), project, page.address())) {
      try {
        return page.report(TIMEOUT);
      } catch (TimeoutException e) {
        throw new AssertionError("The page reported nothing:\n" + chromium.all(), e);
      } finally {
        chromium.terminate(TIMEOUT);
      }
    }
  }

  private static Child chromium(Path profile, NodeProject project, URI page) {
    List<String> command =
        List.of(
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--enable-logging=stderr",
            "--user-data-dir=" + profile,
            page.toString());
    return Child.start("chromium", project.output(), command, Map.of());
  }

  /** A beacon arrives whenever the browser likes; once it has, it is there and is there once. */
  private static void assertWrittenOnce(SharedSystem system, Tenant tenant) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              for (Map.Entry<String, List<String>> actor : WRITTEN.entrySet()) {
                assertThat(items(tenant.client(), actor.getKey()))
                    .as(actor.getKey())
                    .containsAll(actor.getValue());
              }
            });
    system.awaitLakeCoversLog();
    List<String> expected =
        WRITTEN.entrySet().stream()
            .flatMap(actor -> actor.getValue().stream().map(item -> actor.getKey() + " " + item))
            .toList();
    assertThat(inTheLake(system, tenant.database())).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> items(ApiClient client, String actor) throws IOException {
    return client.list("/" + actor + "/interactions-bulk/", 100).stream()
        .map(row -> row.path("item_id").asText())
        .toList();
  }

  private static List<String> inTheLake(SharedSystem system, DatabaseId database) {
    List<String> rows = new ArrayList<>();
    for (LoggedEvent row : Rows.of(system.lake())) {
      InteractionEvent event = row.event();
      if (event.database().equals(database) && event.change() instanceof Change.Recorded recorded) {
        String kind = event.actor().kind() == Actor.Kind.USER ? "users/" : "sessions/";
        rows.add(kind + event.actor().id() + " " + recorded.content().item().value());
      }
    }
    return rows;
  }
}
