package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.util.Map;

/**
 * An interaction to send.
 *
 * @param timestamp Unix seconds
 * @param properties JSON values by name; may be empty
 */
public record InputRow(
    UserId user, ItemId item, String type, double timestamp, Map<String, Object> properties) {}
