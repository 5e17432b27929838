package io.tastelake.batch.taste;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * One database's preferences twice: in blocks of users and in blocks of items, both kept by Spark
 * until they are closed. Each block is one {@link SparseRows}. What is in them, and in which order,
 * follows from the preferences and the number of blocks alone.
 */
final class RatingBlocks implements AutoCloseable {

  private final JavaRDD<Users> users;
  private final JavaRDD<SparseRows> items;
  private final int[] firstUsers;
  private final String[] itemIds;
  private final List<Broadcast<?>> shared;

  private RatingBlocks(
      JavaRDD<Users> users,
      JavaRDD<SparseRows> items,
      int[] firstUsers,
      String[] itemIds,
      List<Broadcast<?>> shared) {
    this.users = users;
    this.items = items;
    this.firstUsers = firstUsers;
    this.itemIds = itemIds;
    this.shared = shared;
  }

  /** A block's users in the order of their ids, and what they rated; {@code rows.first} is 0. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Users(String[] ids, SparseRows rows) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Entries of one block of users and one block of items, ordered by user and item. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Piece(int userBlock, int[] users, int[] items, float[] preferences)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Makes them.
   *
   * @param preferences rows with user id, item id and preference
   * @param blocks how many of each side
   */
  static RatingBlocks of(Dataset<Row> preferences, int blocks) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(preferences.sparkSession().sparkContext());
    List<Row> counted =
        preferences
            .groupBy(FactorsTopology.ITEM)
            .agg(functions.count(functions.lit(1)).cast("int"))
            .collectAsList();
    ItemNumbers numbers = ItemNumbers.of(counted, blocks);
    Broadcast<ItemNumbers> items = context.broadcast(numbers);
    JavaRDD<Users> byUser =
        preferences
            .select(FactorsTopology.USER, FactorsTopology.ITEM, FactorsTopology.PREFERENCE)
            .repartition(blocks, functions.col(FactorsTopology.USER))
            .sortWithinPartitions(
                FactorsTopology.USER, FactorsTopology.ITEM, FactorsTopology.PREFERENCE)
            .toJavaRDD()
            .mapPartitions(rows -> List.of(users(rows, items.value())).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    int[] firstUsers = firstOf(byUser.map(block -> block.ids().length).collect());
    JavaRDD<SparseRows> byItem =
        JavaPairRDD.fromJavaRDD(
                byUser.mapPartitionsWithIndex(
                    (block, all) -> pieces(block, all.next(), firstUsers[block], items.value()),
                    true))
            .partitionBy(new HashPartitioner(blocks))
            .mapPartitionsWithIndex(
                (block, all) -> List.of(rows(all, items.value(), block)).iterator(), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new RatingBlocks(byUser, byItem, firstUsers, numbers.ids(), List.of(items));
  }

  /** Blocks of users. */
  JavaRDD<Users> users() {
    return users;
  }

  /** Blocks of items, whose columns are numbers of users. */
  JavaRDD<SparseRows> items() {
    return items;
  }

  /** The number of each block's first user; at the end the number of users. */
  int[] firstUsers() {
    return firstUsers;
  }

  /** How many users there are. */
  int userCount() {
    return firstUsers[firstUsers.length - 1];
  }

  /** The ids of items by their numbers. */
  String[] itemIds() {
    return itemIds;
  }

  private static int[] firstOf(List<Integer> sizes) {
    int[] first = new int[sizes.size() + 1];
    for (int block = 0; block < sizes.size(); block++) {
      first[block + 1] = Math.addExact(first[block], sizes.get(block));
    }
    return first;
  }

  private static Users users(Iterator<Row> rows, ItemNumbers items) {
    List<String> ids = new ArrayList<>();
    GrowingRows growing = new GrowingRows();
    String last = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      String user = row.getString(0);
      if (!user.equals(last)) {
        ids.add(user);
        growing.beginRow();
        last = user;
      }
      growing.add(items.number(row.getString(1)), (float) row.getDouble(2));
    }
    return new Users(ids.toArray(String[]::new), growing.rows());
  }

  private static Iterator<Tuple2<Integer, Piece>> pieces(
      int block, Users users, int firstUser, ItemNumbers items) {
    SparseRows rows = users.rows();
    int[] counts = new int[items.blocks()];
    for (int item : rows.columns()) {
      counts[items.block(item)]++;
    }
    Piece[] pieces = new Piece[counts.length];
    Arrays.setAll(
        pieces,
        i -> new Piece(block, new int[counts[i]], new int[counts[i]], new float[counts[i]]));
    int[] filled = new int[counts.length];
    for (int row = 0; row < rows.size(); row++) {
      for (int at = rows.offsets()[row]; at < rows.offsets()[row + 1]; at++) {
        int to = items.block(rows.columns()[at]);
        Piece piece = pieces[to];
        piece.users[filled[to]] = firstUser + row;
        piece.items[filled[to]] = rows.columns()[at];
        piece.preferences[filled[to]++] = rows.preferences()[at];
      }
    }
    List<Tuple2<Integer, Piece>> all = new ArrayList<>();
    for (int to = 0; to < pieces.length; to++) {
      all.add(new Tuple2<>(to, pieces[to]));
    }
    return all.iterator();
  }

  /** In each row users ascend, in whatever order pieces arrive. */
  private static SparseRows rows(
      Iterator<Tuple2<Integer, Piece>> arrived, ItemNumbers items, int block) {
    List<Piece> pieces = new ArrayList<>();
    arrived.forEachRemaining(pair -> pieces.add(pair._2()));
    pieces.sort(Comparator.comparingInt(Piece::userBlock));
    int first = items.first(block);
    int[] offsets = new int[items.first(block + 1) - first + 1];
    for (Piece piece : pieces) {
      for (int item : piece.items()) {
        offsets[item - first + 1]++;
      }
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    int[] next = offsets.clone();
    int[] columns = new int[offsets[offsets.length - 1]];
    float[] preferences = new float[columns.length];
    for (Piece piece : pieces) {
      for (int at = 0; at < piece.items().length; at++) {
        int to = next[piece.items()[at] - first]++;
        columns[to] = piece.users()[at];
        preferences[to] = piece.preferences()[at];
      }
    }
    return new SparseRows(first, offsets, columns, preferences);
  }

  @Override
  public void close() {
    users.unpersist();
    items.unpersist();
    shared.forEach(Broadcast::destroy);
  }

  /** Items numbered in the order of their ids, and cut into blocks of about as many ratings. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record ItemNumbers(String[] ids, Map<String, Integer> numbers, int[] first)
      implements Serializable {

    private static final long serialVersionUID = 1;

    static ItemNumbers of(List<Row> counted, int blocks) {
      List<Row> items = new ArrayList<>(counted);
      items.sort(Comparator.comparing((Row row) -> row.getString(0)));
      long ratings = items.stream().mapToLong(row -> row.getInt(1)).sum();
      String[] ids = new String[items.size()];
      Map<String, Integer> numbers = new HashMap<>(2 * ids.length);
      int[] first = new int[blocks + 1];
      Arrays.fill(first, ids.length);
      first[0] = 0;
      long before = 0;
      int block = 0;
      for (int number = 0; number < ids.length; number++) {
        while (before * blocks >= ratings * (block + 1)) {
          first[++block] = number;
        }
        ids[number] = items.get(number).getString(0);
        numbers.put(ids[number], number);
        before += items.get(number).getInt(1);
      }
      return new ItemNumbers(ids, numbers, first);
    }

    int blocks() {
      return first.length - 1;
    }

    int first(int block) {
      return first[block];
    }

    int number(String id) {
      return numbers.get(id);
    }

    /** Of several blocks that begin with an item, the last one holds it. */
    int block(int item) {
      int low = 0;
      int high = blocks() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (first[middle] <= item) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }
}
