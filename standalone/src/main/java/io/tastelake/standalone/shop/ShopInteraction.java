package io.tastelake.standalone.shop;

import java.util.Map;

/**
 * One thing that somebody did.
 *
 * @param user from 1 to the number of users
 * @param item department and number, such as {@code lamp-0042}
 * @param type one of {@link Shop#TYPES}
 * @param timestamp Unix seconds, with milliseconds
 * @param properties of a purchase: {@code revenue}, {@code quantity}; else empty
 */
public record ShopInteraction(
    int user, String item, String type, double timestamp, Map<String, Object> properties) {}
