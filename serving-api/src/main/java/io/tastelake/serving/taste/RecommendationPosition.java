package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a list of recommendations goes on. The taste that it is ordered by comes along: whatever
 * somebody does between two pages, the list keeps its order, and each item is in it once.
 *
 * @param model the id of the model that ranks the list's first part; {@link #NO_MODEL} if none does
 * @param taste of no numbers if that is by another order
 * @param inRanking whether the place is in that part, not in what is popular
 * @param taken how many of the window that begins after the place were shown
 * @param place of the last item; empty at the list's start
 */
record RecommendationPosition(
    String model, TasteVector taste, boolean inRanking, int taken, Optional<TopItems.Place> place) {

  static final String NO_MODEL = "";

  /** No item has this id. */
  private static final String NONE = "";

  byte[] encode() {
    byte[] modelId = model.getBytes(StandardCharsets.UTF_8);
    String last = place.map(TopItems.Place::item).map(ItemId::value).orElse(NONE);
    byte[] item = last.getBytes(StandardCharsets.UTF_8);
    float[] numbers = taste.numbers();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            3 * Integer.BYTES
                + modelId.length
                + numbers.length * Float.BYTES
                + Byte.BYTES
                + Double.BYTES
                + item.length);
    bytes.putInt(modelId.length).put(modelId).putInt(numbers.length);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    byte part = (byte) (inRanking ? 1 : 0);
    double score = place.map(TopItems.Place::score).orElse(0.0);
    return bytes.put(part).putInt(taken).putDouble(score).put(item).array();
  }

  static RecommendationPosition decode(byte[] position) {
    ByteBuffer bytes = ByteBuffer.wrap(position);
    String model = text(bytes, bytes.getInt());
    float[] numbers = new float[bytes.getInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getFloat();
    }
    boolean inRanking = bytes.get() == 1;
    int taken = bytes.getInt();
    double score = bytes.getDouble();
    String item = text(bytes, bytes.remaining());
    return new RecommendationPosition(
        model,
        new TasteVector(numbers),
        inRanking,
        taken,
        item.equals(NONE)
            ? Optional.empty()
            : Optional.of(new TopItems.Place(score, new ItemId(item))));
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
