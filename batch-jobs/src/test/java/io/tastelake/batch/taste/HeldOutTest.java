package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thirds of the users like the last item they rated, the others dislike it. */
final class HeldOutTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final int USERS = 30;
  private static final int ITEMS = 5;

  @TempDir Path lake;

  @Test
  void otherRatingsAreAskedAboutTheSameLikes() {
    Dataset<Row> ratings = ratings();
    Dataset<Row> opposite =
        ratings.withColumn(
            RatingsTable.RATING, functions.lit(11).minus(functions.col(RatingsTable.RATING)));
    try (HeldOut present = HeldOut.of(ratings, Centre.NEUTRAL, 0.2, USERS);
        HeldOut other = present.after(opposite, Centre.NEUTRAL)) {
      assertThat(present.users()).isEqualTo(2 * USERS / 3);
      assertThat(other.users()).as("a third likes the opposite").isEqualTo(2 * USERS / 3);
    }
  }

  /** Each user likes three of the four items before the last one. */
  private Dataset<Row> ratings() {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        boolean last = item == ITEMS - 1;
        boolean liked = last ? user % 3 != 0 : item != user % 4;
        rows.add(
            RowFactory.create(
                SHOP.value(),
                "user-" + user,
                "item-" + (last ? user % 7 + ITEMS : item),
                liked ? 9.0 : 2.0,
                (double) item,
                false));
      }
    }
    RatingRows.write(SharedSpark.session(), lake, rows);
    return SharedSpark.session()
        .read()
        .format("delta")
        .load(RatingsTable.locationBelow(lake.toUri()));
  }
}
