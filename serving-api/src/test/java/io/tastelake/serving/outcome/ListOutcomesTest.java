package io.tastelake.serving.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.Proportion;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.NotedList;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.OutcomesTable.Completeness;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET outcomes/}. */
@ExtendWith(ApiResource.class)
class ListOutcomesTest {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private final TestApi api;

  ListOutcomesTest(TestApi api) {
    this.api = api;
  }

  @Test
  void ratesAreThoseOfTheOwnDatabaseByDayScenarioAndType() throws Exception {
    String database = api.createReadyDatabase("outcomes", "urlsafe64", "urlsafe64");
    String other = api.createReadyDatabase("outcomes-too", "urlsafe64", "urlsafe64");
    DatabaseId own = new DatabaseId(database);
    LocalDate before = today.minusDays(2);
    String none = NotedList.NO_SCENARIO;
    api.onlineStore.run(
        connection ->
            new OutcomesTable(connection)
                .replaceFrom(
                    before,
                    List.of(
                        row(own, today, none, "", 10, 1, 2, Completeness.SO_FAR),
                        row(own, today, none, "buy", 10, 0, 1, Completeness.SO_FAR),
                        row(own, today, "home", "", 100, 0, 0, Completeness.SO_FAR),
                        row(own, before, none, "", 3, 3, 0, Completeness.COMPLETE),
                        row(
                            new DatabaseId(other),
                            today,
                            none,
                            "",
                            7,
                            7,
                            0,
                            Completeness.SO_FAR))));

    JsonNode days =
        api.send("GET", "/outcomes/", api.rootToken(database), null).json().path("days");

    assertThat(days).hasSize(2);
    assertThat(days.get(0))
        .isEqualTo(
            TestApi.JSON.readTree(
                """
                {"day": "%s", "complete": false, "scenarios": [
                  {"scenario": "home", "shown": 100, "clicked": %s, "types": {}},
                  {"scenario": "", "shown": 10, "clicked": %s, "types": {"buy": %s}}]}
                """
                    .formatted(today, outcome(0, 0, 100), outcome(1, 2, 10), outcome(0, 1, 10))));
    assertThat(days.get(1).path("day").asText()).isEqualTo(before.toString());
    assertThat(days.get(1).path("complete").asBoolean()).isTrue();
    assertThat(days.get(1).path("scenarios").get(0).path("clicked"))
        .isEqualTo(TestApi.JSON.readTree(outcome(3, 0, 3)));
  }

  @Test
  void theNewestDaysAreAnsweredAsManyAsAreAskedFor() {
    String database = api.createReadyDatabase("outcome-days", "urlsafe64", "urlsafe64");
    List<OutcomesTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      LocalDate day = today.minusDays(i);
      rows.add(row(new DatabaseId(database), day, "", "", 3, 2, 1, Completeness.COMPLETE));
    }
    api.onlineStore.run(
        connection -> new OutcomesTable(connection).replaceFrom(today.minusDays(40), rows));
    assertThat(days(database, "")).isEqualTo(31);
    assertThat(days(database, "?days=1")).isEqualTo(1);
    assertThat(days(database, "?days=366")).isEqualTo(33);
    for (String wrong : List.of("0", "367", "x")) {
      String path = "/outcomes/?days=" + wrong;
      assertThat(api.send("GET", path, api.rootToken(database), null).status()).isEqualTo(400);
    }
  }

  private int days(String database, String query) {
    return api.send("GET", "/outcomes/" + query, api.rootToken(database), null)
        .json()
        .path("days")
        .size();
  }

  private static OutcomesTable.Row row(
      DatabaseId database,
      LocalDate day,
      String scenario,
      String type,
      long shown,
      long named,
      long byItem,
      Completeness complete) {
    return new OutcomesTable.Row(database, day, scenario, type, shown, named, byItem, complete);
  }

  private static String outcome(long named, long byItem, long shown) {
    Proportion lists = new Proportion(named + byItem, shown);
    return """
        {"lists": %d, "named": %d, "by_item": %d, "rate": %s, "low": %s, "high": %s}
        """
        .formatted(named + byItem, named, byItem, lists.rate(), lists.low(), lists.high());
  }
}
