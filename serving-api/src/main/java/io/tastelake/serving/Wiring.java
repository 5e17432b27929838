package io.tastelake.serving;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.serving.account.AccessTokens;
import io.tastelake.serving.account.AccountEndpoints;
import io.tastelake.serving.account.Accounts;
import io.tastelake.serving.account.ConsoleSessions;
import io.tastelake.serving.account.ConsoleSignIn;
import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.account.PresentCallers;
import io.tastelake.serving.account.Provisioning;
import io.tastelake.serving.account.RefreshTokens;
import io.tastelake.serving.account.ServiceKeys;
import io.tastelake.serving.account.SignIns;
import io.tastelake.serving.catalogue.CatalogueEndpoints;
import io.tastelake.serving.console.Console;
import io.tastelake.serving.database.ChangeDatabase;
import io.tastelake.serving.database.CreateDatabase;
import io.tastelake.serving.database.CurrentDatabase;
import io.tastelake.serving.database.CurrentDatabaseStatus;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.database.DeleteDatabase;
import io.tastelake.serving.database.KeptCounters;
import io.tastelake.serving.database.ListDatabases;
import io.tastelake.serving.database.PreviewDatabase;
import io.tastelake.serving.decision.Decisions;
import io.tastelake.serving.deletion.DeleteInteractionsRatings;
import io.tastelake.serving.deletion.DeleteUser;
import io.tastelake.serving.deletion.Deletions;
import io.tastelake.serving.explanation.ExplainRating;
import io.tastelake.serving.explanation.Explanations;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Limits;
import io.tastelake.serving.http.RefusedWrites;
import io.tastelake.serving.http.WriteKeys;
import io.tastelake.serving.idempotency.IdempotencyKeys;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.http.AmendUserData;
import io.tastelake.serving.interaction.http.DatabasePages;
import io.tastelake.serving.interaction.http.HistoryPages;
import io.tastelake.serving.interaction.http.ListEvents;
import io.tastelake.serving.interaction.http.ListInteractions;
import io.tastelake.serving.interaction.http.ListSessionInteractions;
import io.tastelake.serving.interaction.http.ListSessionsInteractions;
import io.tastelake.serving.interaction.http.ListUserInteractions;
import io.tastelake.serving.interaction.http.RecordUserData;
import io.tastelake.serving.interaction.http.Recorder;
import io.tastelake.serving.interaction.http.RetractUserData;
import io.tastelake.serving.interaction.http.ShowUserData;
import io.tastelake.serving.interaction.http.WriteDoor;
import io.tastelake.serving.interaction.http.WriteInteraction;
import io.tastelake.serving.interaction.http.WriteInteractions;
import io.tastelake.serving.interaction.http.WriteSessionInteraction;
import io.tastelake.serving.interaction.http.WriteSessionInteractions;
import io.tastelake.serving.interaction.http.WriteSessionsInteractions;
import io.tastelake.serving.interaction.http.WriteUserInteractions;
import io.tastelake.serving.outcome.ShownLists;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.serving.preview.PreviewParameters;
import io.tastelake.serving.preview.Previews;
import io.tastelake.serving.rating.DeleteRating;
import io.tastelake.serving.rating.DeleteUserRatings;
import io.tastelake.serving.rating.ListRatings;
import io.tastelake.serving.rating.ListUserRatings;
import io.tastelake.serving.rating.Parameters;
import io.tastelake.serving.rating.PutParameters;
import io.tastelake.serving.rating.PutRating;
import io.tastelake.serving.rating.PutRatings;
import io.tastelake.serving.rating.PutUserRatings;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.serving.rating.ShowParameters;
import io.tastelake.serving.rating.ShowParametersStatus;
import io.tastelake.serving.rating.UnweighedTypes;
import io.tastelake.serving.session.ListResolvedSessions;
import io.tastelake.serving.session.ResolveSession;
import io.tastelake.serving.session.ResolvedSessions;
import io.tastelake.serving.store.QueuedWrites;
import io.tastelake.serving.store.Secrets;
import io.tastelake.serving.task.ListRecentTasks;
import io.tastelake.serving.task.StartTask;
import io.tastelake.serving.task.Tasks;
import io.tastelake.serving.taste.Models;
import io.tastelake.serving.taste.Recommendations;
import io.tastelake.serving.taste.Scores;
import io.tastelake.serving.taste.SessionTastes;
import io.tastelake.serving.taste.TasteEndpoints;
import io.tastelake.serving.taste.Tastes;
import io.tastelake.store.NotedList;
import io.tastelake.store.OnlineStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts the endpoints together, by constructors. */
final class Wiring {

  private final OnlineStore store;
  private final Limits limits;
  private final Clock clock;
  private final SecureRandom random;
  private final RandomIds ids;
  private final Supplier<InteractionId> interactionIds;
  private final Passwords passwords;
  private final Accounts accounts;
  private final Databases databases;
  private final Ratings ratings;
  private final Parameters parameters;
  private final UnweighedTypes unweighedTypes;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final ResolvedSessions sessions;
  private final Deletions deletions;
  private final Tasks tasks;
  private final Cursors cursors;
  private final WriteKeys writeKeys;
  private final ServedSamples samples;
  private final ShownLists shown;
  private final ServiceKeys keys;
  private final SignIns signIns;
  private final RefusedWrites refused;

  Wiring(
      OnlineStore store,
      Protection protection,
      Decisions decisions,
      Limits limits,
      ServedSamples samples,
      QueuedWrites<NotedList> notes,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.passwords = protection.passwords();
    TimeBasedEpochGenerator uuids = Generators.timeBasedEpochGenerator(random);
    this.interactionIds = () -> new InteractionId(uuids.generate());
    this.sessions = new ResolvedSessions(store, decisions);
    this.deletions = new Deletions(decisions, interactionIds);
    this.tasks = new Tasks(store, interactionIds, clock);
    this.limits = limits;
    this.samples = samples;
    this.clock = clock;
    this.random = random;
    this.ids = new RandomIds(random);
    this.accounts = new Accounts(store, clock);
    this.databases = new Databases(store, clock);
    this.ratings = new Ratings(store, decisions);
    this.parameters = new Parameters(store, clock);
    this.unweighedTypes = new UnweighedTypes(store, parameters, clock);
    this.refused = new RefusedWrites(clock);
    this.keys = new ServiceKeys(store, ids, random, clock);
    this.refreshTokens = new RefreshTokens(store, keys, limits.rates(), random, clock);
    Secrets secrets = new Secrets(store, protection.seal(), random);
    this.accessTokens = AccessTokens.in(store, protection.seal(), random, clock);
    this.cursors = new Cursors(secrets.named("cursors"), clock);
    this.shown = new ShownLists(notes, secrets.named("recommendations"), uuids::generate, clock);
    this.writeKeys = new IdempotencyKeys(store, clock);
    this.signIns =
        new SignIns(accounts, databases, passwords, accessTokens, refreshTokens, sessions, clock);
  }

  WriteKeys writeKeys() {
    return writeKeys;
  }

  RefusedWrites refused() {
    return refused;
  }

  Callers callers() {
    return new PresentCallers(accessTokens, accounts, keys);
  }

  Console console() {
    ConsoleSessions visits = new ConsoleSessions(store, accounts, keys, random, clock);
    return new Console(
        new ConsoleSignIn(signIns, accounts, keys, databases, accessTokens, visits),
        limits.rowsPerBody());
  }

  Provisioning provisioning() {
    return new Provisioning(accounts, passwords, ids);
  }

  List<Endpoint> endpoints(Sources sources) {
    Models models = new Models(store, sources.itemFactors(), Models.defaultBytes());
    return Stream.of(
            StatusEndpoints.of(store, sources, clock),
            AccountEndpoints.of(
                store, accounts, databases, keys, signIns, passwords, ids, refreshTokens),
            databaseEndpoints(),
            parametersEndpoints(sources),
            decisionEndpoints(),
            ratingEndpoints(sources, models),
            tasteEndpoints(sources, models),
            CatalogueEndpoints.of(databases, store, cursors, limits.rowsPerBody()),
            interactionEndpoints(sources))
        .flatMap(List::stream)
        .toList();
  }

  private List<Endpoint> databaseEndpoints() {
    return List.of(
        new CreateDatabase(databases, ids),
        new ListDatabases(databases),
        new CurrentDatabase(databases, new KeptCounters(ratings), unweighedTypes::of),
        new ChangeDatabase(databases),
        new PreviewDatabase(databases),
        new DeleteDatabase(databases),
        new CurrentDatabaseStatus(databases));
  }

  private List<Endpoint> parametersEndpoints(Sources sources) {
    Previews previews =
        new Previews(store, sources.histories(), sources.listings(), sessions, parameters, clock);
    return List.of(
        new PutParameters(databases, parameters),
        new ShowParameters(databases, parameters),
        new ShowParametersStatus(databases, parameters),
        new PreviewParameters(databases, previews));
  }

  private List<Endpoint> ratingEndpoints(Sources sources, Models models) {
    return List.of(
        new PutRating(databases, ratings),
        new ExplainRating(
            databases,
            new Explanations(
                sources.histories(), sessions, ratings, parameters, new Scores(models, ratings))),
        new DeleteRating(databases, ratings),
        new PutUserRatings(databases, ratings, limits.rowsPerBody()),
        new DeleteUserRatings(databases, ratings),
        new ListUserRatings(databases, ratings, samples),
        new PutRatings(databases, ratings, limits.rowsPerBody()),
        new ListRatings(databases, ratings, cursors, samples));
  }

  private List<Endpoint> decisionEndpoints() {
    return List.of(
        new ResolveSession(databases, sessions, clock),
        new ListResolvedSessions(databases, sessions, cursors),
        new DeleteInteractionsRatings(databases, deletions),
        new DeleteUser(databases, deletions),
        new StartTask(databases, tasks),
        new ListRecentTasks(databases, tasks));
  }

  private List<Endpoint> tasteEndpoints(Sources sources, Models models) {
    Tastes tastes = new Tastes(store, models, ratings, samples, clock);
    SessionTastes sessionTastes = new SessionTastes(sources.histories(), parameters, models, clock);
    Recommendations recommendations =
        new Recommendations(store, models, sources.listings(), cursors, shown, clock);
    return TasteEndpoints.of(
        databases,
        store,
        tastes,
        sessionTastes,
        ratings,
        recommendations,
        limits.rowsPerBody(),
        clock);
  }

  private List<Endpoint> interactionEndpoints(Sources sources) {
    Histories histories = sources.histories();
    Recorder recorder =
        new Recorder(sources.log(), unweighedTypes, interactionIds, clock, limits.rowsPerBody());
    HistoryPages pages = new HistoryPages(histories, cursors);
    DatabasePages databasePages = new DatabasePages(sources.listings(), cursors);
    List<Endpoint> endpoints = new ArrayList<>();
    for (WriteDoor door : WriteDoor.values()) {
      endpoints.add(new WriteUserInteractions(databases, parameters, recorder, door));
      endpoints.add(new WriteSessionInteractions(databases, sessions, recorder, door));
    }
    endpoints.addAll(
        List.of(
            new RecordUserData(databases, recorder),
            new AmendUserData(databases, histories, recorder),
            new RetractUserData(databases, histories, recorder),
            new ShowUserData(databases, pages),
            new ListEvents(databases, sources.newest(), refused, clock),
            new WriteInteraction(databases, parameters, recorder),
            new ListUserInteractions(databases, pages),
            new WriteInteractions(databases, parameters, recorder),
            new ListInteractions(databases, databasePages),
            new WriteSessionInteraction(databases, sessions, recorder),
            new ListSessionInteractions(databases, pages),
            new WriteSessionsInteractions(databases, sessions, recorder),
            new ListSessionsInteractions(databases, databasePages)));
    return endpoints;
  }
}
