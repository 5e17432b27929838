package io.tastelake.serving.session;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.store.ResolvedSessionsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code POST resolved-sessions/}: whose sessions are, of some users or of all. */
public final class ListResolvedSessions implements Endpoint {

  private static final int PAGE = 64;
  private static final int MAX_PAGE_SIZE = 10_000;

  private final Databases databases;
  private final ResolvedSessions sessions;
  private final Cursors cursors;

  public ListResolvedSessions(Databases databases, ResolvedSessions sessions, Cursors cursors) {
    this.databases = databases;
    this.sessions = sessions;
    this.cursors = cursors;
  }

  @Override
  public Route route() {
    return Route.post("/resolved-sessions", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    IdTypes types = database.types();
    JsonFields fields = context.fields();
    Optional<List<UserId>> users = fields.ids("users_id").map(types::users);
    int amount = fields.amount("amt", PAGE, MAX_PAGE_SIZE);
    String list = listName(database, users);
    Optional<SessionId> after = fields.cursor("cursor").map(text -> open(list, text));
    List<ResolvedSessionsTable.Row> found = sessions.page(database.id(), users, after, amount + 1);
    List<ResolvedSessionsTable.Row> page = found.subList(0, Math.min(amount, found.size()));
    context.hold(RequestContext.ROW_BYTES * page.size());
    context.answer(
        json -> {
          json.writeArrayFieldStart("resolved_sessions");
          for (ResolvedSessionsTable.Row row : page) {
            json.writeStartObject();
            json.writeFieldName("session_id");
            JsonId.write(json, types.session(), row.session().value());
            json.writeFieldName("user_id");
            JsonId.write(json, types.user(), row.user().value());
            json.writeNumberField("timestamp", row.resolvedAt());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", found.size() > amount);
          if (found.size() > amount) {
            json.writeStringField("next_cursor", sign(list, page.get(amount - 1).session()));
          }
        });
  }

  private static String listName(Database database, Optional<List<UserId>> users) {
    StringBuilder name = new StringBuilder("resolved sessions ").append(database.id());
    users.ifPresent(
        some -> {
          name.append(" of ");
          some.stream()
              .map(UserId::value)
              .sorted()
              .distinct()
              .forEach(user -> name.append(user.length()).append(':').append(user));
        });
    return name.toString();
  }

  private String sign(String list, SessionId last) {
    return cursors.sign(list, last.value().getBytes(StandardCharsets.UTF_8));
  }

  private SessionId open(String list, String cursor) {
    return new SessionId(new String(cursors.open(list, cursor), StandardCharsets.UTF_8));
  }
}
