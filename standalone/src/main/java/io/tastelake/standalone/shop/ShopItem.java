package io.tastelake.standalone.shop;

import java.util.List;

/**
 * What a shop tells of an item.
 *
 * @param category its department
 * @param tags the styles that it suits, the best first
 */
public record ShopItem(
    String id, String name, String category, double price, boolean inStock, List<String> tags) {}
