package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a list of recommendations goes on. The taste that it is ordered by comes along: whatever
 * somebody does between two pages, the list keeps its order, and each item is in it once.
 *
 * @param model the id of the model that ranks the list's first part; {@link #NO_MODEL} if none does
 * @param taste of no numbers if that is by another order
 * @param inRanking whether the place is in that part, not in what is popular
 * @param place of the last item
 */
record RecommendationPosition(
    String model, TasteVector taste, boolean inRanking, TopItems.Place place) {

  static final String NO_MODEL = "";

  byte[] encode() {
    byte[] modelId = model.getBytes(StandardCharsets.UTF_8);
    byte[] item = place.item().value().getBytes(StandardCharsets.UTF_8);
    float[] numbers = taste.numbers();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            2 * Integer.BYTES
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
    return bytes.put(part).putDouble(place.score()).put(item).array();
  }

  static RecommendationPosition decode(byte[] position) {
    ByteBuffer bytes = ByteBuffer.wrap(position);
    String model = text(bytes, bytes.getInt());
    float[] numbers = new float[bytes.getInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getFloat();
    }
    boolean inRanking = bytes.get() == 1;
    double score = bytes.getDouble();
    ItemId item = new ItemId(text(bytes, bytes.remaining()));
    return new RecommendationPosition(
        model, new TasteVector(numbers), inRanking, new TopItems.Place(score, item));
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
