package io.tastelake.contracts.lake;

import java.net.URI;

/**
 * The table {@code item_factors}: the item factors of every kept model. Partitioned by {@link
 * #MODEL}, which is unique across databases; a model's rows are written in one commit and never
 * changed. The online store's table {@code models} says which models there are, and of which rank.
 */
public final class ItemFactorsTable {

  /** The table's folder below the lake's root. */
  public static final String NAME = "item_factors";

  /** String, a UUID of version 7; the partition. */
  public static final String MODEL = "model_id";

  /** String, 22 url-safe base64 characters. */
  public static final String DATABASE = "database_id";

  /** String, canonical form. */
  public static final String ITEM_ID = "item_id";

  /** Array of as many floats as the model's rank. */
  public static final String FACTORS = "factors";

  private ItemFactorsTable() {}

  /** Where the table lies, given the lake's root with or without a slash at its end. */
  public static String locationBelow(URI root) {
    return TableLocation.below(root, NAME);
  }
}
