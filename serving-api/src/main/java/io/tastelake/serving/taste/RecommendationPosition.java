package io.tastelake.serving.taste;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.TopItems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a list of recommendations goes on. The taste that it is ordered by comes along: whatever
 * somebody does between two pages, the list keeps its order, and each item is in it once.
 *
 * @param model the id of the model that the taste is of
 * @param place of the last item
 */
record RecommendationPosition(String model, TasteVector taste, TopItems.Place place) {

  byte[] encode() {
    byte[] modelId = model.getBytes(StandardCharsets.UTF_8);
    byte[] item = place.item().value().getBytes(StandardCharsets.UTF_8);
    float[] numbers = taste.numbers();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            3 * Integer.BYTES + modelId.length + numbers.length * Float.BYTES + item.length);
    bytes.putInt(modelId.length).put(modelId).putInt(numbers.length);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.putFloat(place.score()).put(item).array();
  }

  static RecommendationPosition decode(byte[] position) {
    ByteBuffer bytes = ByteBuffer.wrap(position);
    String model = text(bytes, bytes.getInt());
    float[] numbers = new float[bytes.getInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getFloat();
    }
    float score = bytes.getFloat();
    ItemId item = new ItemId(text(bytes, bytes.remaining()));
    return new RecommendationPosition(
        model, new TasteVector(numbers), new TopItems.Place(score, item));
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
