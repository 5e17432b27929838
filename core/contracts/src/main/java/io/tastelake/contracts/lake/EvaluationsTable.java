package io.tastelake.contracts.lake;

import java.net.URI;

/**
 * The table {@code evaluations}: how well models would have told the future, one row per evaluation
 * and recommender. Rows are only added, and the same evaluation only once.
 */
public final class EvaluationsTable {

  /** The table's folder below the lake's root. */
  public static final String NAME = "evaluations";

  /** String, 22 url-safe base64 characters. */
  public static final String DATABASE = "database_id";

  /** Timestamp. */
  public static final String EVALUATED_AT = "evaluated_at";

  /** String: which ratings it was about, by their content. */
  public static final String RATINGS = "ratings";

  /** String: {@code als} or {@code popularity}. */
  public static final String RECOMMENDER = "recommender";

  /** Integer; of ALS, as are the following four. */
  public static final String RANK = "rank";

  /** Integer. */
  public static final String ITERATIONS = "iterations";

  /** Double. */
  public static final String ALPHA = "alpha";

  /** Double. */
  public static final String LAMBDA = "lambda";

  /** Long. */
  public static final String SEED = "seed";

  /** Double: ratings above it were likes; null in rows from before it was recorded. */
  public static final String CENTRE = "centre";

  /** Double, Unix seconds: ratings until then were trained from, later ones told. */
  public static final String SPLIT_AT = "split_at";

  /** Long: users who rated before the split and liked something new after it. */
  public static final String USERS = "users";

  /** Double: the mean share of what users liked that is among the first 20. */
  public static final String RECALL_20 = "recall_at_20";

  /** Double: the same of the first 50. */
  public static final String RECALL_50 = "recall_at_50";

  /** Double: normalized discounted cumulative gain of the first 20, each like counting alike. */
  public static final String NDCG_20 = "ndcg_at_20";

  /** Double: the same of the first 100. */
  public static final String NDCG_100 = "ndcg_at_100";

  private EvaluationsTable() {}

  /** Where the table lies, given the lake's root with or without a slash at its end. */
  public static String locationBelow(URI root) {
    return TableLocation.below(root, NAME);
  }
}
