package io.tastelake.batch.taste;

import io.tastelake.batch.taste.RatingBlocks.Users;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Alternates half-steps over {@link RatingBlocks}. Each is one Spark job over blocks that are kept:
 * all factors of both sides are broadcast, a task improves the factors of its block and adds up
 * their gramian, and the driver puts both together in the order of blocks. So nothing depends on
 * which task ends first, and no chain of steps grows from one sweep to the next.
 */
final class Sweeps implements AutoCloseable {

  private final JavaSparkContext context;
  private final RatingBlocks blocks;
  private final AlsSettings als;
  private Side users;
  private Side items;

  Sweeps(JavaSparkContext context, RatingBlocks blocks, AlsSettings als) {
    this.context = context;
    this.blocks = blocks;
    this.als = als;
  }

  /** One side's factors, and their gramian. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Side(Broadcast<float[]> factors, float[] gramian) {}

  /** A block's factors, and their gramian. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Part(float[] factors, double[] gramian) implements Serializable {
    private static final long serialVersionUID = 1;

    static Part of(int rank, float[] factors) {
      return new Part(factors, Gramian.of(rank, factors));
    }
  }

  /**
   * Does as many sweeps as the settings say: users first, but for the first time, then items.
   *
   * @param done is told each sweep's number, from 1 on, when it is done; what it throws ends this
   * @return the items' factors, row after row
   */
  float[] items(IntConsumer done) {
    users = side(initialUsers().collect());
    items = new Side(context.broadcast(new float[blocks.itemIds().length * als.rank()]), null);
    for (int sweep = 1; sweep <= als.iterations(); sweep++) {
      if (sweep > 1) {
        users = replaced(users, improvedUsers().collect());
      }
      items = replaced(items, improvedItems().collect());
      done.accept(sweep);
    }
    return items.factors().value();
  }

  /** After that, one half-step more: the users' factors for these items, row after row. */
  float[] users() {
    users = replaced(users, improvedUsers().collect());
    return users.factors().value();
  }

  @Override
  public void close() {
    release(users);
    release(items);
  }

  private Side replaced(Side old, List<Part> parts) {
    release(old);
    return side(parts);
  }

  private static void release(Side side) {
    if (side != null) {
      side.factors().destroy();
    }
  }

  private Side side(List<Part> parts) {
    float[] factors = new float[parts.stream().mapToInt(part -> part.factors().length).sum()];
    List<double[]> gramians = new ArrayList<>();
    int to = 0;
    for (Part part : parts) {
      System.arraycopy(part.factors(), 0, factors, to, part.factors().length);
      to += part.factors().length;
      gramians.add(part.gramian());
    }
    return new Side(context.broadcast(factors), Gramian.floats(Gramian.sum(als.rank(), gramians)));
  }

  private JavaRDD<Part> initialUsers() {
    int rank = als.rank();
    long seed = als.seed();
    return blocks.users().map(block -> Part.of(rank, initial(block, rank, seed)));
  }

  /** Whichever block a user is in, the same numbers; each vector's length is about 1. */
  private static float[] initial(Users block, int rank, long seed) {
    float[] factors = new float[block.ids().length * rank];
    double scale = 1 / Math.sqrt(rank);
    for (int user = 0; user < block.ids().length; user++) {
      SplittableRandom random = new SplittableRandom(31 * seed + block.ids()[user].hashCode());
      for (int i = 0; i < rank; i++) {
        factors[user * rank + i] = (float) (scale * random.nextGaussian());
      }
    }
    return factors;
  }

  private JavaRDD<Part> improvedUsers() {
    int[] firstUsers = blocks.firstUsers();
    Step step = new Step(als, users, items);
    return blocks
        .users()
        .mapPartitionsWithIndex(
            (block, all) -> List.of(step.of(all.next().rows(), firstUsers[block])).iterator(),
            true);
  }

  private JavaRDD<Part> improvedItems() {
    Step step = new Step(als, items, users);
    return blocks.items().map(rows -> step.of(rows, rows.first()));
  }

  /** What a task does. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Step(
      AlsSettings als, Broadcast<float[]> own, Broadcast<float[]> others, float[] gramian)
      implements Serializable {

    private static final long serialVersionUID = 1;

    Step(AlsSettings als, Side own, Side others) {
      this(als, own.factors(), others.factors(), others.gramian());
    }

    Part of(SparseRows rows, int first) {
      int rank = als.rank();
      float[] factors = Arrays.copyOfRange(own.value(), first * rank, (first + rows.size()) * rank);
      new HalfStep(als, gramian, others.value()).improve(rows, factors);
      return Part.of(rank, factors);
    }
  }
}
