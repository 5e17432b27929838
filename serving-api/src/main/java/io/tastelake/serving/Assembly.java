package io.tastelake.serving;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.serving.account.AccessTokens;
import io.tastelake.serving.account.Accounts;
import io.tastelake.serving.account.CreateIndividualAccount;
import io.tastelake.serving.account.CreateServiceAccount;
import io.tastelake.serving.account.DeleteIndividualAccount;
import io.tastelake.serving.account.DeleteServiceAccount;
import io.tastelake.serving.account.ListAccounts;
import io.tastelake.serving.account.LoginIndividual;
import io.tastelake.serving.account.LoginJwt;
import io.tastelake.serving.account.LoginRefreshToken;
import io.tastelake.serving.account.LoginRoot;
import io.tastelake.serving.account.LoginService;
import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.account.PresentCallers;
import io.tastelake.serving.account.Provisioning;
import io.tastelake.serving.account.RefreshTokens;
import io.tastelake.serving.account.SignIns;
import io.tastelake.serving.database.CreateDatabase;
import io.tastelake.serving.database.CurrentDatabase;
import io.tastelake.serving.database.CurrentDatabaseStatus;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.database.DeleteDatabase;
import io.tastelake.serving.database.ListDatabases;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Ready;
import io.tastelake.serving.http.Welcome;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.serving.interaction.EventLog;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.Listings;
import io.tastelake.serving.interaction.http.AmendUserData;
import io.tastelake.serving.interaction.http.HistoryPages;
import io.tastelake.serving.interaction.http.ListInteractions;
import io.tastelake.serving.interaction.http.ListUserInteractions;
import io.tastelake.serving.interaction.http.RecordUserData;
import io.tastelake.serving.interaction.http.Recorder;
import io.tastelake.serving.interaction.http.RetractUserData;
import io.tastelake.serving.interaction.http.ShowUserData;
import io.tastelake.serving.interaction.http.WriteInteraction;
import io.tastelake.serving.interaction.http.WriteInteractions;
import io.tastelake.serving.interaction.http.WriteUserInteractions;
import io.tastelake.serving.rating.Parameters;
import io.tastelake.serving.rating.PutParameters;
import io.tastelake.serving.rating.ShowParameters;
import io.tastelake.serving.store.OnlineStore;
import io.tastelake.serving.store.Secrets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts the endpoints together, by constructors. */
final class Assembly {

  private final Clock clock;
  private final SecureRandom random;
  private final RandomIds ids;
  private final Passwords passwords = new Passwords();
  private final Accounts accounts;
  private final Databases databases;
  private final Parameters parameters;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Cursors cursors;

  Assembly(OnlineStore store, Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    this.ids = new RandomIds(random);
    this.accounts = new Accounts(store, clock);
    this.databases = new Databases(store, clock);
    this.parameters = new Parameters(store, clock);
    this.refreshTokens = new RefreshTokens(store, random, clock);
    Secrets secrets = new Secrets(store, random);
    this.accessTokens = new AccessTokens(secrets.named("access-tokens"), clock);
    this.cursors = new Cursors(secrets.named("cursors"), clock);
  }

  Callers callers() {
    return new PresentCallers(accessTokens, accounts);
  }

  Provisioning provisioning() {
    return new Provisioning(accounts, passwords, ids);
  }

  List<Endpoint> endpoints(EventLog log, Histories histories, Listings listings) {
    return Stream.of(
            List.of(new Welcome(), new Ready()),
            accountEndpoints(),
            databaseEndpoints(),
            interactionEndpoints(log, histories, listings))
        .flatMap(List::stream)
        .toList();
  }

  private List<Endpoint> accountEndpoints() {
    SignIns signIns = new SignIns(databases, passwords, accessTokens, refreshTokens);
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(new LoginService(accounts, databases, signIns));
    endpoints.add(new LoginIndividual(accounts, signIns));
    endpoints.add(new LoginRoot(accounts, signIns));
    endpoints.add(new LoginRefreshToken(accounts, databases, refreshTokens, signIns));
    endpoints.add(new LoginJwt(databases));
    endpoints.add(new CreateServiceAccount(accounts, passwords, ids));
    endpoints.add(new DeleteServiceAccount(accounts));
    endpoints.add(new CreateIndividualAccount(accounts, passwords, ids));
    endpoints.add(new DeleteIndividualAccount(accounts));
    ListAccounts.PATHS.forEach(path -> endpoints.add(new ListAccounts(accounts, path)));
    return endpoints;
  }

  private List<Endpoint> databaseEndpoints() {
    return List.of(
        new CreateDatabase(databases, ids),
        new ListDatabases(databases),
        new CurrentDatabase(databases),
        new DeleteDatabase(databases),
        new CurrentDatabaseStatus(databases),
        new PutParameters(databases, parameters),
        new ShowParameters(databases, parameters));
  }

  private List<Endpoint> interactionEndpoints(
      EventLog log, Histories histories, Listings listings) {
    TimeBasedEpochGenerator uuids = Generators.timeBasedEpochGenerator(random);
    Recorder recorder = new Recorder(log, () -> new InteractionId(uuids.generate()), clock);
    HistoryPages pages = new HistoryPages(histories, cursors);
    return List.of(
        new RecordUserData(databases, recorder),
        new AmendUserData(databases, histories, recorder),
        new RetractUserData(databases, histories, recorder),
        new ShowUserData(databases, pages),
        new WriteInteraction(databases, parameters, recorder),
        new WriteUserInteractions(databases, parameters, recorder),
        new ListUserInteractions(databases, pages),
        new WriteInteractions(databases, parameters, recorder),
        new ListInteractions(databases, listings, cursors));
  }
}
