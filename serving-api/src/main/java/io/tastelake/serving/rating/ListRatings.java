package io.tastelake.serving.rating;

import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.parity.ServedSamples;
import io.tastelake.store.RatingsTable;
import io.tastelake.store.ShownRatings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET ratings-bulk/}: all users' ratings, in a stable order. */
public final class ListRatings implements Endpoint {

  private static final int PAGE = 64;
  private static final int MAX_PAGE_SIZE = 10_000;

  private final Databases databases;
  private final Ratings ratings;
  private final Cursors cursors;
  private final ServedSamples samples;

  public ListRatings(Databases databases, Ratings ratings, Cursors cursors, ServedSamples samples) {
    this.databases = databases;
    this.ratings = ratings;
    this.cursors = cursors;
    this.samples = samples;
  }

  @Override
  public Route route() {
    return Route.get("/ratings-bulk", Role.NOT_FRONTEND);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    String list = "ratings " + database.id();
    int amount = context.query().amount("amt", PAGE, MAX_PAGE_SIZE);
    ShownRatings.Position position =
        context
            .query()
            .text("cursor")
            .map(cursor -> decode(cursors.open(list, cursor)))
            .orElse(ShownRatings.Position.START);
    List<RatingsTable.Row> found = ratings.after(position, database.id(), amount + 1);
    boolean more = found.size() > amount;
    List<RatingsTable.Row> page = more ? found.subList(0, amount) : found;
    context.hold(RequestContext.ROW_BYTES * page.size());
    samples.page(database.id(), page);
    context.answer(
        json -> {
          json.writeArrayFieldStart("ratings");
          for (RatingsTable.Row rating : page) {
            json.writeStartObject();
            json.writeFieldName("user_id");
            JsonId.write(json, database.types().user(), rating.user().value());
            RatingJson.writeMembers(json, database.types(), rating);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("has_next", more);
          if (more) {
            json.writeStringField("next_cursor", cursors.sign(list, encode(page.get(amount - 1))));
          }
        });
  }

  private static byte[] encode(RatingsTable.Row last) {
    byte[] user = last.user().value().getBytes(StandardCharsets.UTF_8);
    byte[] item = last.item().value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + user.length + item.length)
        .putInt(user.length)
        .put(user)
        .put(item)
        .array();
  }

  private static ShownRatings.Position decode(byte[] position) {
    int user = ByteBuffer.wrap(position).getInt();
    int item = Integer.BYTES + user;
    return new ShownRatings.Position(
        new String(position, Integer.BYTES, user, StandardCharsets.UTF_8),
        new String(position, item, position.length - item, StandardCharsets.UTF_8));
  }
}
