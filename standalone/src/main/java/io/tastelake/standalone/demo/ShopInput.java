package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.standalone.shop.Shop;
import io.tastelake.standalone.shop.ShopInteraction;
import io.tastelake.standalone.shop.ShopItem;
import io.tastelake.standalone.shop.ShopProfile;
import java.util.Map;
import java.util.stream.Stream;

/** The traffic of a made-up shop. */
final class ShopInput implements DemoInput {

  private final ShopProfile profile;

  ShopInput(ShopProfile profile) {
    this.profile = profile;
  }

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public String description() {
    return "interactions of a made-up shop (" + profile.days() + " days)";
  }

  @Override
  public IdType userIds() {
    return IdType.TEXT64;
  }

  @Override
  public IdType itemIds() {
    return IdType.TEXT64;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> purchase =
        Map.of("strength", 10.0, "property", "revenue", "property_scale", 50.0);
    return Map.of(
        "interaction_types",
        Map.of(
            Shop.VIEW, Map.of("strength", 1.0),
            Shop.CART, Map.of("strength", 4.0),
            Shop.PURCHASE, purchase,
            Shop.LIKE, Map.of("strength", 6.0),
            Shop.DISLIKE, Map.of("strength", -8.0),
            Shop.RETURN, Map.of("strength", -15.0)),
        "half_life_days",
        30.0,
        "saturation",
        10.0);
  }

  @Override
  public ItemCatalogue catalogue() {
    return new ItemCatalogue(
        Map.of("name", "unicode", "category", "unicode", "price", "float64", "in_stock", "bool"),
        Map.of("tags", "unicode"),
        new Shop(profile).items().map(ShopInput::entry).toList(),
        "filters=in_stock:eq:true&filters=price:lt:20");
  }

  private static Map<String, Object> entry(ShopItem item) {
    return Map.of(
        "item_id", item.id(),
        "name", item.name(),
        "category", item.category(),
        "price", item.price(),
        "in_stock", item.inStock(),
        "tags", item.tags());
  }

  @Override
  public long rowCount() {
    return profile.interactions();
  }

  @Override
  public Stream<InputRow> rows() {
    return new Shop(profile).interactions().map(ShopInput::row);
  }

  private static InputRow row(ShopInteraction interaction) {
    return new InputRow(
        new UserId(Integer.toString(interaction.user())),
        new ItemId(interaction.item()),
        interaction.type(),
        interaction.timestamp(),
        interaction.properties());
  }
}
