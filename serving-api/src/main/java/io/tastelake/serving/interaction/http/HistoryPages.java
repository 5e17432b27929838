package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryPart;
import io.tastelake.serving.interaction.HistoryPosition;
import io.tastelake.serving.interaction.HistoryRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One actor's history page by page, newest first. Thread-safe. */
public final class HistoryPages {

  /** How many rows a page has unless the caller asks for more or fewer. */
  static final int PAGE = 64;

  /** How many rows a page has at most; who asks for more gets these. */
  static final int MAX_PAGE_SIZE = 10_000;

  private static final int POSITION_BYTES = 3 * Long.BYTES;

  private final Histories histories;
  private final Cursors cursors;

  public HistoryPages(Histories histories, Cursors cursors) {
    this.histories = histories;
    this.cursors = cursors;
  }

  /** A part of a history; {@code nextCursor} leads to the rest. */
  record Page(List<Interaction> rows, Optional<String> nextCursor) {}

  /**
   * The page that the query's {@code amt} and {@code cursor} ask for; what is to be said of it goes
   * into a header of the answer.
   *
   * @param name which of the lists over this history it is: cursors lead on in their own list only
   * @param types the interaction types wanted; none means all
   * @throws io.tastelake.serving.log.OverloadedException if too many large pages are being written
   * @throws ApiException {@code ServerUnavailable} if newest writes may be missing: a list without
   *     them would look complete
   */
  Page page(
      String name, Database database, Actor actor, RequestContext context, Set<String> types) {
    Query query = context.query();
    int amount = query.amount("amt", PAGE, MAX_PAGE_SIZE);
    String list = listName(name, database, actor, types);
    Optional<HistoryPosition> after =
        query.text("cursor").map(cursor -> decode(cursors.open(list, cursor)));
    HistoryPart part =
        histories.page(
            database.id(), actor, new HistoryRequest(types, TimeWindow.ALWAYS, after, amount));
    if (!part.warnings().isEmpty()) {
      throw ApiException.overloaded(
          String.join(" ", part.warnings())
              + " A list without them would look complete: retry it.");
    }
    context.hold(RowBytes.of(part.rows().stream()));
    InteractionJson.writeNotes(context, part.notes());
    Optional<String> next =
        Optional.of(part)
            .filter(HistoryPart::hasMore)
            .map(more -> more.rows().get(more.rows().size() - 1))
            .map(last -> cursors.sign(list, encode(HistoryPosition.of(last))));
    return new Page(part.rows(), next);
  }

  private static String listName(String name, Database database, Actor actor, Set<String> types) {
    StringBuilder list = new StringBuilder(name).append(' ').append(database.id()).append(actor);
    new TreeSet<>(types).forEach(type -> list.append(type.length()).append(':').append(type));
    return list.toString();
  }

  private static byte[] encode(HistoryPosition position) {
    UUID id = position.interaction().value();
    return ByteBuffer.allocate(POSITION_BYTES)
        .putDouble(position.timestamp())
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static HistoryPosition decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new HistoryPosition(
        buffer.getDouble(), new InteractionId(new UUID(buffer.getLong(), buffer.getLong())));
  }
}
