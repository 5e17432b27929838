package io.tastelake.contracts.lake;

import java.net.URI;

/**
 * The table {@code ratings}: every user's rating of every item as the last recomputation found it,
 * given ones in place of inferred ones. Partitioned by {@link #DATABASE}; a recomputation replaces
 * a database's rows in one commit.
 */
public final class RatingsTable {

  /** The table's folder below the lake's root. */
  public static final String NAME = "ratings";

  /** String, 22 url-safe base64 characters; the partition. */
  public static final String DATABASE = "database_id";

  /** String, canonical form. */
  public static final String USER_ID = "user_id";

  /** String, canonical form. */
  public static final String ITEM_ID = "item_id";

  /** Double, 1 to 10. */
  public static final String RATING = "rating";

  /**
   * Double, Unix seconds: when it was given, or the newest interaction that it is inferred from.
   */
  public static final String RATED_AT = "rated_at";

  /** Boolean: whether the user gave it; else it is inferred. */
  public static final String GIVEN = "given";

  private RatingsTable() {}

  /** Where the table lies, given the lake's root with or without a slash at its end. */
  public static String locationBelow(URI root) {
    return TableLocation.below(root, NAME);
  }
}
