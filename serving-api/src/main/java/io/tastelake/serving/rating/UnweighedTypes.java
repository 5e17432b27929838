package io.tastelake.serving.rating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreException;
import io.tastelake.store.TypeWarningsTable;
import io.tastelake.store.UnweighedTypesTable;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interaction types that are written and have no strength in their database's parameters, so that
 * they affect no rating: mistyped ones, maybe. Thread-safe.
 */
public final class UnweighedTypes {

  private static final Logger LOG = LoggerFactory.getLogger(UnweighedTypes.class);

  /** How often an account is told, and a type is noted again. */
  private static final Duration ONCE_IN = Duration.ofHours(1);

  private static final int NAMED = 10;

  private final OnlineStore store;
  private final Parameters parameters;
  private final Clock clock;
  private final Cache<DatabaseId, Set<String>> noted =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(ONCE_IN).build();
  private final Cache<AccountId, Boolean> told =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(ONCE_IN).build();

  public UnweighedTypes(OnlineStore store, Parameters parameters, Clock clock) {
    this.store = store;
    this.parameters = parameters;
    this.clock = clock;
  }

  /**
   * Notes the types of events that were just written.
   *
   * @return those without a strength
   */
  public Set<String> note(DatabaseId database, Collection<InteractionEvent> events) {
    try {
      Set<String> types = unweighed(database, events);
      types.forEach(type -> note(database, type));
      return types;
    } catch (StoreException e) {
      // the events are written: what is only noted of them waits for the next write
      LOG.warn("Types without a strength could not be noted", e);
      return Set.of();
    }
  }

  /** What to tell an account about types, at most once an hour. */
  public Optional<String> warning(AccountId account, DatabaseId database, Set<String> types) {
    try {
      return types.isEmpty() || parameters.lately(database).isEmpty() || !isDue(account)
          ? Optional.empty()
          : Optional.of(sentence(types));
    } catch (StoreException e) {
      LOG.warn("It is not known whether an account was told of types without a strength", e);
      return Optional.empty();
    }
  }

  /** The types that were seen without a strength and have none now, in their order. */
  public List<String> of(DatabaseId database) {
    Optional<ImplicitToExplicitParameters> present = parameters.of(database);
    return store.with(connection -> new UnweighedTypesTable(connection).of(database)).stream()
        .filter(type -> !isWeighed(present, type))
        .toList();
  }

  private Set<String> unweighed(DatabaseId database, Collection<InteractionEvent> events) {
    Optional<ImplicitToExplicitParameters> present = parameters.lately(database);
    Set<String> types = new TreeSet<>();
    for (InteractionEvent event : events) {
      type(event.change()).filter(type -> !isWeighed(present, type)).ifPresent(types::add);
    }
    return types;
  }

  private static boolean isWeighed(Optional<ImplicitToExplicitParameters> present, String type) {
    return present.isPresent() && present.get().weights().containsKey(type);
  }

  private static Optional<String> type(Change change) {
    if (change instanceof Change.Recorded recorded) {
      return Optional.of(recorded.content().type());
    }
    return change instanceof Change.Amended amended ? amended.amendment().type() : Optional.empty();
  }

  private void note(DatabaseId database, String type) {
    Set<String> known = noted.get(database, unused -> ConcurrentHashMap.newKeySet());
    if (known.size() < UnweighedTypesTable.MAX_TYPES && !known.contains(type)) {
      store.run(
          connection -> new UnweighedTypesTable(connection).keep(database, type, clock.instant()));
      known.add(type);
    }
  }

  private boolean isDue(AccountId account) {
    if (told.getIfPresent(account) != null) {
      return false;
    }
    boolean due =
        store.with(
            connection ->
                new TypeWarningsTable(connection).isDue(account, clock.instant(), ONCE_IN));
    told.put(account, true);
    return due;
  }

  private static String sentence(Set<String> types) {
    String named =
        types.stream().limit(NAMED).map(type -> "'" + type + "'").collect(Collectors.joining(", "));
    int more = types.size() - NAMED;
    return "These interaction types have no strength in the database's parameters, so they affect no"
        + " rating: "
        + named
        + (more > 0 ? " and " + more + " more" : "")
        + ". If they should, PUT databases/current/implicit-to-explicit/. This is said once an hour.";
  }
}
