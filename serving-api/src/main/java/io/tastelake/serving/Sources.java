package io.tastelake.serving;

import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.log.EventLog;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.Listings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an instance of the API reads and writes beside the online store.
 *
 * @param failure why the events are of no use any more; empty while they are
 */
record Sources(
    EventLog log,
    Histories histories,
    Listings listings,
    Supplier<Optional<String>> failure,
    ItemFactorsSource itemFactors) {}
