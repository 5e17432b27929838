package io.tastelake.serving;

import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.log.EventLog;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.Listings;

/** What an instance of the API reads and writes beside the online store. */
record Sources(
    EventLog log, Histories histories, Listings listings, ItemFactorsSource itemFactors) {}
