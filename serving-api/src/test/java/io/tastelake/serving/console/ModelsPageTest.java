package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.Outcomes;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.store.OutcomesTable;
import io.tastelake.store.OutcomesTable.Completeness;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedParityTable.Counted;
import io.tastelake.store.ServedParityTable.Row;
import io.tastelake.store.ServedSample.Kind;
import io.tastelake.store.ServedVerdict;
import io.tastelake.store.TuningTrial;
import io.tastelake.store.TuningsTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page <em>Models</em>: what was served, as it was recomputed, and what tune tried. */
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
  void trialsOfTheNewestTuneAreShown() {
    String database = api.createReadyDatabase("models-tuned", "urlsafe64", "urlsafe64");
    ConsoleVisitor visitor = ConsoleVisitor.of(api, TestApi.ROOT, database);
    assertThat(visitor.get("/console/models").body()).contains("Nothing was tuned yet");
    ImplicitToExplicitParameters weights =
        new ImplicitToExplicitParameters(
            Map.of("<b>view</b>", new Weight(2, Optional.empty())), OptionalDouble.of(30), 10);
    note(
        database,
        new TuningTrial(1, 10, 32, 0.3, 0.1, Optional.empty(), 0.25, 0, 0),
        new TuningTrial(7, 10, 64, 1.5, 0.03, Optional.of(weights), 0.375, 0.125, 0.0625));

    String page = visitor.get("/console/models").body();

    assertThat(page)
        .contains("trial 7 changes NDCG@100 by +0.1000 ± 0.0500: it was set.")
        .contains("&lt;b&gt;view&lt;/b&gt; 2.0, half-life 30.0 days")
        .containsPattern(">32</td><td[^>]*>0.3</td><td[^>]*>0.1</td><td></td><td[^>]*>10</td>")
        .containsPattern(">0.3750</td><td[^>]*>\\+0.1250 ± 0.0625</td><td>best</td>");
  }

  private void note(String database, TuningTrial... trials) {
    TuningsTable.Row row =
        new TuningsTable.Row(
            TuningsTable.Search.MODEL_SETTINGS,
            Instant.now(),
            TuningsTable.Outcome.SET,
            7,
            40,
            0.1,
            0.05,
            TuningTrial.json(List.of(trials)));
    api.onlineStore.run(
        connection -> new TuningsTable(connection).put(new DatabaseId(database), row));
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
