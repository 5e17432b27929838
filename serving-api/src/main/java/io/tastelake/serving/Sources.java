package io.tastelake.serving;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.log.EventLog;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.serving.interaction.NewestEvents;
import io.tastelake.serving.log.Balance;
import io.tastelake.serving.status.Flow;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What an instance of the API reads and writes beside the online store.
 *
 * @param failure why the events are of no use any more; empty while they are
 * @param flow how far events have come
 * @param acknowledged how many events of a database this instance has had acknowledged
 * @param books where the events of a database are, if they are counted apart
 */
record Sources(
    EventLog log,
    Histories histories,
    Listings listings,
    NewestEvents newest,
    Supplier<Optional<String>> failure,
    ItemFactorsSource itemFactors,
    Supplier<Flow> flow,
    ToLongFunction<DatabaseId> acknowledged,
    Function<DatabaseId, Optional<Balance>> books) {}
