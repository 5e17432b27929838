package io.tastelake.domain.taste;

import io.tastelake.domain.identity.ItemId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The items that suit a taste best: those of the greatest dot products of factors and taste vector,
 * of equal ones the smaller item id first. So all items of a model have one order for a taste, and
 * a place in it says where to go on. Items like another one are those of the greatest cosines, in
 * the same way.
 *
 * <p>One pass over the rows with a heap of as many as are wanted, its worst on top (Knuth, The Art
 * of Computer Programming 3, 5.2.3); costs rank steps for each item and allocates nothing for it.
 */
public final class TopItems {

  private final float[] scores;
  private final int[] rows;
  private int size;

  private static final float[] UNSCALED = {};

  /**
   * An item and how well it suits.
   *
   * @param score the dot product, or the cosine
   */
  public record Place(double score, ItemId item) {}

  /**
   * Which items are looked at.
   *
   * @param only the rows of those that may be among them; empty if all may
   * @param without items that are left out
   */
  public record Candidates(Optional<BitSet> only, Collection<ItemId> without) {

    public static Candidates allBut(Collection<ItemId> without) {
      return new Candidates(Optional.empty(), without);
    }
  }

  private TopItems(int amount) {
    this.scores = new float[amount];
    this.rows = new int[amount];
  }

  /**
   * Some of a model's items, the best first.
   *
   * @param taste as many numbers as the model's rank
   * @param amount how many at most, at least 1
   * @param after the place in the order after which to begin; empty for its start
   */
  public static List<Place> of(
      ItemFactors factors,
      float[] taste,
      int amount,
      Candidates candidates,
      Optional<Place> after) {
    return best(factors, taste, UNSCALED, amount, candidates, after);
  }

  /**
   * The items that the same people like as one item, the most alike first: by the cosine of factors
   * (Sarwar, Karypis, Konstan, Riedl: Item-Based Collaborative Filtering, WWW 2001), which a
   * popular item's length does not raise.
   *
   * @param item not among them
   * @return nothing if the model does not know the item
   */
  public static List<Place> like(
      ItemFactors factors, ItemId item, int amount, Candidates candidates, Optional<Place> after) {
    int row = factors.row(item);
    if (row < 0) {
      return List.of();
    }
    float[] direction = new float[factors.rank()];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = factors.values()[row * direction.length + i] * factors.scales()[row];
    }
    Set<ItemId> without = new HashSet<>(candidates.without());
    without.add(item);
    Candidates others = new Candidates(candidates.only(), without);
    return best(factors, direction, factors.scales(), amount, others, after);
  }

  /** By dot products times the row's scale, if there are scales. */
  private static List<Place> best(
      ItemFactors factors,
      float[] taste,
      float[] scales,
      int amount,
      Candidates candidates,
      Optional<Place> after) {
    double topScore = after.map(Place::score).orElse(Double.POSITIVE_INFINITY);
    int topRow = after.map(place -> factors.row(place.item())).orElse(-1);
    TopItems best = new TopItems(Math.min(amount, Math.max(1, factors.size())));
    Rows rows = new Rows(factors, candidates);
    for (int row = rows.next(0); row < factors.size(); row = rows.next(row + 1)) {
      float product = dot(factors.values(), row * factors.rank(), taste);
      float score = scales.length == 0 ? product : product * scales[row];
      if (score < topScore || (score == topScore && row > topRow)) {
        best.offer(score, row);
      }
    }
    return best.sorted(factors);
  }

  /** The candidates' rows, in rising order. */
  private static final class Rows {

    private final BitSet only;
    private final int[] left;
    private int passed;

    Rows(ItemFactors factors, Candidates candidates) {
      this.only = candidates.only().orElse(null);
      this.left =
          candidates.without().stream()
              .mapToInt(factors::row)
              .filter(row -> row >= 0)
              .sorted()
              .toArray();
    }

    /** The first row from {@code from} on; beyond all if there is none. */
    int next(int from) {
      int row = wanted(from);
      while (passed < left.length && left[passed] <= row) {
        row = left[passed++] == row ? wanted(row + 1) : row;
      }
      return row;
    }

    private int wanted(int from) {
      if (only == null) {
        return from;
      }
      int row = only.nextSetBit(from);
      return row < 0 ? Integer.MAX_VALUE : row;
    }
  }

  /** Four sums in line, since each addition waits for the one before it. */
  private static float dot(float[] values, int from, float[] taste) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= taste.length; i += 4) {
      a += values[from + i] * taste[i];
      b += values[from + i + 1] * taste[i + 1];
      c += values[from + i + 2] * taste[i + 2];
      d += values[from + i + 3] * taste[i + 3];
    }
    for (; i < taste.length; i++) {
      a += values[from + i] * taste[i];
    }
    return (a + b) + (c + d);
  }

  /** Rows come in rising order, so of equal scores the one at hand is worse than all held. */
  private void offer(float score, int row) {
    if (size < rows.length) {
      int place = size++;
      while (place > 0 && isWorse(score, row, (place - 1) / 2)) {
        move((place - 1) / 2, place);
        place = (place - 1) / 2;
      }
      put(place, score, row);
    } else if (score > scores[0]) {
      sink(score, row);
    }
  }

  /** Puts one in place of the worst, from the top of the heap down. */
  private void sink(float score, int row) {
    int place = 0;
    while (2 * place + 1 < size) {
      int worse = 2 * place + 1;
      if (worse + 1 < size && isWorse(scores[worse + 1], rows[worse + 1], worse)) {
        worse++;
      }
      if (isWorse(score, row, worse)) {
        break;
      }
      move(worse, place);
      place = worse;
    }
    put(place, score, row);
  }

  private boolean isWorse(float score, int row, int than) {
    return score < scores[than] || (score == scores[than] && row > rows[than]);
  }

  private void move(int from, int to) {
    put(to, scores[from], rows[from]);
  }

  private void put(int place, float score, int row) {
    scores[place] = score;
    rows[place] = row;
  }

  /** Takes the worst away until all are gone. */
  private List<Place> sorted(ItemFactors factors) {
    Place[] sorted = new Place[size];
    while (size > 0) {
      sorted[size - 1] = new Place(scores[0], factors.item(rows[0]));
      size--;
      sink(scores[size], rows[size]);
    }
    return Arrays.asList(sorted);
  }
}
