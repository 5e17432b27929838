package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Query;
import io.tastelake.serving.interaction.ActorView;
import io.tastelake.serving.interaction.Histories;
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
  static final int LARGEST_PAGE = 10_000;

  private static final int POSITION_BYTES = 3 * Long.BYTES;

  private final Histories histories;
  private final Cursors cursors;

  public HistoryPages(Histories histories, Cursors cursors) {
    this.histories = histories;
    this.cursors = cursors;
  }

  /** A part of a history; {@code nextCursor} leads to the rest. */
  record Page(List<Interaction> rows, Optional<String> nextCursor, List<String> warnings) {}

  /** The last row of a page: timestamp and id, by which histories are ordered. */
  private record Position(double timestamp, InteractionId interaction) {

    boolean precedes(Interaction row) {
      int older = Double.compare(timestamp, row.timestamp());
      return older > 0 || (older == 0 && interaction.compareTo(row.id()) < 0);
    }
  }

  /**
   * The page that the query's {@code amt} and {@code cursor} ask for.
   *
   * @param name which of the lists over this history it is: cursors lead on in their own list only
   * @param types the interaction types wanted; none means all
   */
  Page page(String name, Database database, Actor actor, Query query, Set<String> types) {
    int amount = query.amount("amt", PAGE, LARGEST_PAGE);
    String list = listName(name, database, actor, types);
    Optional<Position> after =
        query.text("cursor").map(cursor -> decode(cursors.open(list, cursor)));
    ActorView view = histories.of(database.id(), actor);
    List<Interaction> rows =
        view.history().interactions().stream()
            .filter(row -> types.isEmpty() || types.contains(row.type()))
            .filter(row -> after.isEmpty() || after.get().precedes(row))
            .limit(amount + 1L)
            .toList();
    if (rows.size() <= amount) {
      return new Page(rows, Optional.empty(), view.warnings());
    }
    String next = cursors.sign(list, encode(rows.get(amount - 1)));
    return new Page(rows.subList(0, amount), Optional.of(next), view.warnings());
  }

  private static String listName(String name, Database database, Actor actor, Set<String> types) {
    StringBuilder list = new StringBuilder(name).append(' ').append(database.id()).append(actor);
    new TreeSet<>(types).forEach(type -> list.append(type.length()).append(':').append(type));
    return list.toString();
  }

  private static byte[] encode(Interaction row) {
    UUID id = row.id().value();
    return ByteBuffer.allocate(POSITION_BYTES)
        .putDouble(row.timestamp())
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static Position decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Position(
        buffer.getDouble(), new InteractionId(new UUID(buffer.getLong(), buffer.getLong())));
  }
}
