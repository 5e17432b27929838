package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.SharedSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Our solver on Spark. */
final class OwnAlsTest {

  private static final AlsSettings SETTINGS = new AlsSettings(6, 8, 0.7, 0.1, 3, Solver.IALSPP);
  private static final int USERS = 60;
  private static final int ITEMS = 40;
  private static final int BLOCKS = 4;

  private static final StructType SCHEMA =
      new StructType()
          .add(FactorsTopology.USER, DataTypes.StringType)
          .add(FactorsTopology.ITEM, DataTypes.StringType)
          .add(FactorsTopology.PREFERENCE, DataTypes.DoubleType);

  private static SparkSession spark;

  private Set<Object> persistent;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  /** The session is shared: what others left in memory may stay, or go. */
  @BeforeEach
  void lookIntoMemory() {
    persistent = persistent();
  }

  @AfterEach
  void leavesNothingInMemory() {
    assertThat(persistent).containsAll(persistent());
  }

  private static Set<Object> persistent() {
    return Set.copyOf(
        CollectionConverters.asJava(spark.sparkContext().getPersistentRDDs().keySet()));
  }

  /**
   * Two groups of users with tastes of their own, who like all of what they like, and some more.
   */
  private static List<Row> preferences() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        boolean own = user % 2 == item % 2;
        if (random.nextDouble() < (own ? 0.4 : 0.1)) {
          double preference = own ? 0.5 + 4 * random.nextDouble() : 2 - 4 * random.nextDouble();
          rows.add(RowFactory.create("user-" + user, "item-" + item, preference));
        }
      }
    }
    return rows;
  }

  private static Dataset<Row> dataset(List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** What came of it, and what it came from. */
  @SuppressWarnings("ArrayRecordComponent") // its arrays are compared one by one
  private record Result(SparseRows rows, float[] users, float[] items) {

    double loss(AlsSettings als) {
      return FullLoss.of(als, rows, users, items);
    }
  }

  private static Result solved(Dataset<Row> rows, AlsSettings als) {
    try (RatingBlocks blocks = RatingBlocks.of(rows, BLOCKS);
        Sweeps sweeps = new Sweeps(OwnAls.context(spark), blocks, als)) {
      float[] items = sweeps.items(sweep -> {});
      float[] users = sweeps.users();
      return new Result(joined(blocks.users().collect()), users, items);
    }
  }

  private static SparseRows joined(List<RatingBlocks.Users> blocks) {
    GrowingRows growing = new GrowingRows();
    for (RatingBlocks.Users block : blocks) {
      SparseRows rows = block.rows();
      for (int row = 0; row < rows.size(); row++) {
        growing.beginRow();
        for (int at = rows.offsets()[row]; at < rows.offsets()[row + 1]; at++) {
          growing.add(rows.columns()[at], rows.preferences()[at]);
        }
      }
    }
    return growing.rows();
  }

  private static AlsSettings sweeps(int iterations) {
    return new AlsSettings(6, iterations, 0.7, 0.1, 3, Solver.IALSPP);
  }

  @Test
  void theLossFallsWithEverySweep() {
    Dataset<Row> rows = dataset(preferences());
    double before = Double.POSITIVE_INFINITY;
    for (int sweep = 1; sweep <= 4; sweep++) {
      double loss = solved(rows, sweeps(sweep)).loss(SETTINGS);
      assertThat(loss).as("after sweep %d", sweep).isLessThan(before);
      before = loss;
    }
  }

  @Test
  void whereItConvergesExactHalfStepsChangeNothing() {
    Result found = solved(dataset(preferences()), sweeps(60));
    SparseRows byItem = RandomRows.transposed(found.rows(), ITEMS);
    float[] users = found.users();
    float[] items = found.items();
    double loss = found.loss(SETTINGS);
    for (int sweep = 0; sweep < 5; sweep++) {
      items = ExactHalfStep.solved(SETTINGS, byItem, users);
      users = ExactHalfStep.solved(SETTINGS, found.rows(), items);
    }
    assertThat(FullLoss.of(SETTINGS, found.rows(), users, items))
        .isLessThanOrEqualTo(loss * (1 + 1e-5))
        .isGreaterThan(loss * (1 - 1e-3));
  }

  @Test
  void comesAsFarAsExactSweepsFromAnywhere() {
    Result found = solved(dataset(preferences()), sweeps(10));
    SparseRows byItem = RandomRows.transposed(found.rows(), ITEMS);
    float[] users = RandomRows.factors(USERS, 6, new Random(99));
    float[] items = {};
    for (int sweep = 0; sweep < 10; sweep++) {
      items = ExactHalfStep.solved(SETTINGS, byItem, users);
      users = ExactHalfStep.solved(SETTINGS, found.rows(), items);
    }
    double exact = FullLoss.of(SETTINGS, found.rows(), users, items);
    assertThat(found.loss(SETTINGS)).isLessThan(exact * 1.01);
  }

  @Test
  void neitherTheOrderOfRowsNorTheirPartitionsNorCoresChangeAnything() {
    List<Row> rows = preferences();
    Result first = solved(dataset(rows), SETTINGS);
    Collections.shuffle(rows, new Random(4));
    for (int partitions : new int[] {1, 7}) {
      Result other = solved(dataset(rows).repartition(partitions), SETTINGS);
      assertThat(other.items()).isEqualTo(first.items());
      assertThat(other.users()).isEqualTo(first.users());
    }
    assertThat(onCores(4, rows).items()).isEqualTo(first.items());
    assertThat(onCores(1, rows).items()).isEqualTo(first.items());
    Result otherSeed = solved(dataset(rows), new AlsSettings(6, 8, 0.7, 0.1, 4, Solver.IALSPP));
    assertThat(otherSeed.items()).isNotEqualTo(first.items());
  }

  /** Ends the shared session; the next to ask for it gets another. */
  private static Result onCores(int cores, List<Row> rows) {
    spark.stop();
    System.setProperty("spark.master", "local[" + cores + "]");
    System.setProperty("spark.ui.enabled", "false");
    try {
      open();
      assertThat(spark.sparkContext().defaultParallelism()).isEqualTo(cores);
      return solved(dataset(rows), SETTINGS);
    } finally {
      spark.stop();
      System.clearProperty("spark.master");
      System.clearProperty("spark.ui.enabled");
      open();
    }
  }

  @Test
  void givesEachItemItsFactorsAndSaysHowFarItIs() {
    List<String> said = new ArrayList<>();
    List<Row> rows = preferences();
    Dataset<Row> items =
        OwnAls.items(dataset(rows), rows.size(), sweeps(3), Long.MAX_VALUE, said::add)
            .orElseThrow();
    Map<String, float[]> vectors = ItemFactorsLake.vectors(items);
    Result found = solved(dataset(rows), sweeps(3));
    String[] ids = vectors.keySet().stream().sorted().toArray(String[]::new);
    assertThat(ids).hasSize(ITEMS);
    for (int item = 0; item < ids.length; item++) {
      assertThat(vectors.get(ids[item])).hasSize(6);
    }
    assertThat(found.items()).hasSize(6 * ITEMS);
    assertThat(said).containsExactly("sweep 1 of 3", "sweep 2 of 3", "sweep 3 of 3");
  }

  @Test
  void leavesToMllibWhatDoesNotFit() {
    List<String> said = new ArrayList<>();
    List<Row> rows = preferences();
    assertThat(OwnAls.items(dataset(rows), rows.size(), SETTINGS, 60 * 6 * 4 - 1, said::add))
        .isEmpty();
    assertThat(said).singleElement().asString().contains("MLlib trains", "60 rows");
  }

  @Test
  void endsWhereItIsTold() {
    List<Row> rows = preferences();
    assertThatThrownBy(
            () ->
                OwnAls.items(
                    dataset(rows),
                    rows.size(),
                    SETTINGS,
                    Long.MAX_VALUE,
                    sentence -> {
                      throw new IllegalStateException(sentence);
                    }))
        .hasMessage("sweep 1 of 8");
  }

  @Test
  void oneUserIsEnoughAndNoneIsNoError() {
    Result one =
        solved(
            dataset(List.of(RowFactory.create("u", "a", 3.0), RowFactory.create("u", "b", 1.0))),
            SETTINGS);
    assertThat(one.users()).hasSize(6);
    assertThat(one.loss(SETTINGS)).isBetween(0.0, 3.1 + 1.7);
    Result none = solved(dataset(List.of()), SETTINGS);
    assertThat(none.users()).isEmpty();
    assertThat(none.items()).isEmpty();
  }
}
