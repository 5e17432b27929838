package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.Outcomes;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.OutcomesTable.Completeness;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedParityTable.Counted;
import io.tastelake.store.ServedParityTable.Row;
import io.tastelake.store.ServedSample.Kind;
import io.tastelake.store.ServedVerdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page <em>Models</em>: what was served, as it was recomputed, and what came of it. */
@ExtendWith(ApiResource.class)
class ModelsPageTest {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private final TestApi api;

  ModelsPageTest(TestApi api) {
    this.api = api;
  }

  @Test
  void eachDayHasALineForWhatWasJudgedOfIt() {
    String database = api.createReadyDatabase("models-page", "urlsafe64", "urlsafe64");
    ConsoleVisitor visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
    assertThat(visitor.get("/console/models").body()).contains("Nothing was judged yet");
    Counted equal = new Counted(new DatabaseId(database), today, Kind.RATING, ServedVerdict.EQUAL);
    Counted extra = new Counted(new DatabaseId(database), today, Kind.RATING, ServedVerdict.EXTRA);
    Counted late = new Counted(new DatabaseId(database), today, Kind.RATING, ServedVerdict.LATE);
    api.onlineStore.run(
        connection ->
            new ServedParityTable(connection)
                .add(List.of(new Row(equal, 1_234), new Row(extra, 5), new Row(late, 67))));

    String page = visitor.get("/console/models").body();

    assertThat(page)
        .contains("<td>" + today + "</td><td>ratings</td>")
        .containsPattern(">1,234</td><td[^>]*>0</td><td[^>]*>0</td><td[^>]*>5</td><td[^>]*>67</td>")
        .doesNotContain("<td>vectors</td>");
  }

  @Test
  void eachScenarioOfADayHasALineForWhatCameOfItsLists() {
    String database = api.createReadyDatabase("models-outcomes", "urlsafe64", "urlsafe64");
    ConsoleVisitor visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
    assertThat(visitor.get("/console/models").body()).contains("Nothing was counted yet");
    DatabaseId id = new DatabaseId(database);
    api.onlineStore.run(
        connection ->
            new OutcomesTable(connection)
                .replaceFrom(
                    today,
                    List.of(outcome(id, Outcomes.ANY_TYPE, 60, 40), outcome(id, "<b>buy", 7, 1))));

    String page = visitor.get("/console/models").body();

    assertThat(page)
        .contains("<td>" + today + " (so far)</td><td>home</td>")
        .containsPattern(
            ">1,000</td><td>any</td><td[^>]*>60</td><td[^>]*>40</td>"
                + "<td[^>]*>10\\.0 % \\(8\\.3 to 12\\.0\\)</td>")
        .containsPattern("<td>&lt;b(>|&gt;)buy</td><td[^>]*>7</td><td[^>]*>1</td>");
  }

  private OutcomesTable.Row outcome(DatabaseId database, String type, long named, long byItem) {
    return new OutcomesTable.Row(
        database, today, "home", type, 1_000, named, byItem, Completeness.SO_FAR);
  }
}
