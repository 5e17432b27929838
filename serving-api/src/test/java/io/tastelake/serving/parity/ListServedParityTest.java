package io.tastelake.serving.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.serving.metrics.ParityGauges;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedParityTable.Counted;
import io.tastelake.store.ServedSample.Kind;
import io.tastelake.store.ServedVerdict;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET served-parity/}, and the metric of the newest day. */
@ExtendWith(ApiResource.class)
class ListServedParityTest {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private final TestApi api;

  ListServedParityTest(TestApi api) {
    this.api = api;
  }

  private void count(String database, int daysAgo, Kind kind, ServedVerdict verdict, long amount) {
    Counted counted =
        new Counted(new DatabaseId(database), today.minusDays(daysAgo), kind, verdict);
    api.onlineStore.run(
        connection ->
            new ServedParityTable(connection)
                .add(List.of(new ServedParityTable.Row(counted, amount))));
  }

  @Test
  void countsAreThoseOfTheOwnDatabaseByDay() throws Exception {
    String database = api.createReadyDatabase("parity", "urlsafe64", "urlsafe64");
    String other = api.createReadyDatabase("parity-too", "urlsafe64", "urlsafe64");
    count(database, 1, Kind.RATING, ServedVerdict.EQUAL, 900);
    count(database, 0, Kind.RATING, ServedVerdict.EQUAL, 1_000);
    count(database, 0, Kind.RATING, ServedVerdict.MISSING, 2);
    count(database, 0, Kind.RATING, ServedVerdict.LATE, 3);
    count(database, 0, Kind.RATING, ServedVerdict.MODEL, 4);
    count(database, 0, Kind.VECTOR, ServedVerdict.MISMATCH, 1);
    count(other, 0, Kind.VECTOR, ServedVerdict.EXTRA, 8);

    JsonNode days =
        api.send("GET", "/served-parity/", api.rootToken(database), null).json().path("days");

    String nothing = "{\"equal\":0,\"mismatch\":0,\"missing\":0,\"extra\":0,\"not_judged\":{}}";
    assertThat(days).hasSize(2);
    assertThat(days.get(0))
        .isEqualTo(
            TestApi.JSON.readTree(
                """
                {"day": "%s",
                 "ratings": {"equal": 1000, "mismatch": 0, "missing": 2, "extra": 0,
                             "not_judged": {"model": 4, "late": 3}},
                 "vectors": {"equal": 0, "mismatch": 1, "missing": 0, "extra": 0, "not_judged": {}}}
                """
                    .formatted(today)));
    assertThat(days.get(1).path("vectors").toString()).isEqualTo(nothing);

    Metrics metrics = new Metrics();
    ParityGauges.show(metrics, api.onlineStore, Clock.systemUTC());
    assertThat(metrics.scrape())
        .contains(
            sample(database, "equal", 1000),
            sample(database, "mismatch", 1),
            sample(database, "missing", 2),
            sample(database, "extra", 0),
            sample(database, "not_judged", 7),
            sample(other, "extra", 8));
    metrics.close();
  }

  private static String sample(String database, String verdict, double amount) {
    return "tastelake_served_parity{database=\"%s\",verdict=\"%s\"} %s"
        .formatted(database, verdict, amount);
  }
}
