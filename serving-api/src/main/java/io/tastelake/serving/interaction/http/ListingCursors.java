package io.tastelake.serving.interaction.http;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.interaction.ListingPosition;
import io.tastelake.serving.interaction.ListingRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Positions in listings of whole databases as cursors. */
record ListingCursors(Cursors cursors) {

  private static final int FIXED_BYTES = 5 * Long.BYTES;

  /** The cursor that leads on after {@code position} in the listing that was asked for. */
  String sign(ListingRequest request, ListingPosition position) {
    byte[] actor = position.actor().id().getBytes(StandardCharsets.UTF_8);
    UUID interaction = position.interaction().value();
    byte[] bytes =
        ByteBuffer.allocate(FIXED_BYTES + actor.length)
            .putLong(position.version())
            .putLong(position.actorHash())
            .putDouble(position.timestamp())
            .putLong(interaction.getMostSignificantBits())
            .putLong(interaction.getLeastSignificantBits())
            .put(actor)
            .array();
    return cursors.sign(listName(request), bytes);
  }

  /**
   * The position inside a cursor of the listing that is asked for.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if it is not of this listing
   */
  ListingPosition open(ListingRequest request, String cursor) {
    ByteBuffer bytes = ByteBuffer.wrap(cursors.open(listName(request), cursor));
    long version = bytes.getLong();
    long actorHash = bytes.getLong();
    double timestamp = bytes.getDouble();
    InteractionId interaction = new InteractionId(new UUID(bytes.getLong(), bytes.getLong()));
    String actor = StandardCharsets.UTF_8.decode(bytes).toString();
    return new ListingPosition(
        version, actorHash, new Actor(request.kind(), actor), timestamp, interaction);
  }

  private static String listName(ListingRequest request) {
    return "listing " + request.database() + request.kind() + request.window();
  }
}
