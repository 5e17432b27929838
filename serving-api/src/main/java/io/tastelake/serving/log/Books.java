package io.tastelake.serving.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Map;

/**
 * Where the events of all databases are at one moment.
 *
 * @param since the position from which on the lake counts
 * @param databases those that the lake counts apart
 * @param others all others together
 * @param uncounted offsets that the lake passed without counting them, as its own totals say
 */
public record Books(
    LogPosition since, Map<DatabaseId, Balance> databases, Balance others, long uncounted) {}
