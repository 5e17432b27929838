package io.tastelake.domain.taste;

import io.tastelake.domain.identity.ItemId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One user's half-step of implicit ALS with fixed item factors: the taste vector that training
 * would give a user with these ratings.
 *
 * <p>With r = rating − the model's centre and c = α·|r|, the vector x solves A·x = b for A = YᵀY +
 * Σ c·y·yᵀ + λ·n·I and b = Σ over r &gt; 0 of (1 + c)·y, n being the number of r &gt; 0 (Hu, Koren,
 * Volinsky: Collaborative Filtering for Implicit Feedback Datasets, ICDM 2008; for r ≤ 0 and for
 * λ·n as Spark extends it). Items without factors count for nothing.
 *
 * <p>Not thread-safe: it works in arrays of its own. {@link #another} shares what does not change.
 */
public final class FoldIn {

  private static final int ITEMS_AT_ONCE = 256;

  private final ItemFactors factors;
  private final double alpha;
  private final double lambda;
  private final Centre centre;
  private final double[] gramian;
  private final NormalEquation equation;
  private final double[] solution;

  private FoldIn(
      ItemFactors factors, double alpha, double lambda, Centre centre, double[] gramian) {
    this.factors = factors;
    this.alpha = alpha;
    this.lambda = lambda;
    this.centre = centre;
    this.gramian = gramian;
    this.equation = new NormalEquation(factors.rank(), gramian);
    this.solution = new double[factors.rank()];
  }

  /**
   * Prepares fold-ins into one model; costs rank² steps for each of its items.
   *
   * @param alpha α, how much confidence grows with |r|, at least 0
   * @param lambda λ, the regularization, greater than 0
   * @param centre the one that the model was trained around
   */
  public static FoldIn into(ItemFactors factors, double alpha, double lambda, Centre centre) {
    int rank = factors.rank();
    double[] gramian = new double[rank * rank];
    NormalEquation sum = new NormalEquation(rank, gramian);
    for (int row = 0; row < factors.size(); row++) {
      sum.add(1, factors.values(), row * rank);
      if (row % ITEMS_AT_ONCE == ITEMS_AT_ONCE - 1 || row == factors.size() - 1) {
        sum.addTo(gramian);
        sum.clear();
      }
    }
    return new FoldIn(factors, alpha, lambda, centre, gramian);
  }

  /** The same for another thread. */
  public FoldIn another() {
    return new FoldIn(factors, alpha, lambda, centre, gramian);
  }

  /**
   * The taste vector of a user with these ratings; zero if nothing is liked that the model knows.
   *
   * @param ratings values from 1 to 10 by item
   * @return as many numbers as the model's rank
   */
  public float[] vector(Map<ItemId, Double> ratings) {
    int liked = addAll(ratings);
    return liked == 0 ? new float[factors.rank()] : solved(liked);
  }

  /**
   * Takes the score of an item apart, which is the dot product x·y of the user's vector and the
   * item's factors: what each liked item j adds to it, (1 + c<sub>j</sub>)·yⱼᵀ·A⁻¹·y. What the user
   * does not like is in A alone, and damps all shares (Hu, Koren, Volinsky, section 5).
   *
   * @param ratings values from 1 to 10 by item
   * @return the shares by liked item, which add up to the score; empty if the model does not know
   *     {@code item}, or nothing that is liked
   */
  public Map<ItemId, Double> shares(Map<ItemId, Double> ratings, ItemId item) {
    int row = factors.row(item);
    int liked = row < 0 ? 0 : addAll(ratings);
    if (liked == 0) {
      return Map.of();
    }
    for (int i = 0; i < solution.length; i++) {
      solution[i] = factors.values()[row * solution.length + i];
    }
    equation.solve(lambda * liked, solution);
    Map<ItemId, Double> shares = new HashMap<>();
    ratings.forEach(
        (rated, rating) -> {
          int known = factors.row(rated);
          double preference = centre.preference(rating);
          if (known >= 0 && preference > 0) {
            shares.put(rated, (1 + alpha * preference) * solutionTimes(known));
          }
        });
    return shares;
  }

  private double solutionTimes(int row) {
    double sum = 0;
    for (int i = 0, at = row * solution.length; i < solution.length; i++) {
      sum += solution[i] * factors.values()[at + i];
    }
    return sum;
  }

  /** Makes A and b of these ratings; returns how many are likes of known items. */
  private int addAll(Map<ItemId, Double> ratings) {
    begin();
    int liked = 0;
    for (Map.Entry<ItemId, Double> entry : ratings.entrySet()) {
      int row = factors.row(entry.getKey());
      if (row >= 0 && add(row, centre.preference(entry.getValue()))) {
        liked++;
      }
    }
    return liked;
  }

  private void begin() {
    equation.clear();
    Arrays.fill(solution, 0);
  }

  /** Adds one rating's share of A and b; whether it is a like. */
  private boolean add(int row, double preference) {
    int from = row * factors.rank();
    double confidence = alpha * Math.abs(preference);
    float[] values = factors.values();
    equation.add(confidence, values, from);
    if (preference <= 0) {
      return false;
    }
    for (int i = 0; i < solution.length; i++) {
      solution[i] += (1 + confidence) * values[from + i];
    }
    return true;
  }

  private float[] solved(int liked) {
    equation.solve(lambda * liked, solution);
    float[] vector = new float[solution.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) solution[i];
    }
    return vector;
  }
}
