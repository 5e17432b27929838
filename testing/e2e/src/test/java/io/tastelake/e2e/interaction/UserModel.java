package io.tastelake.e2e.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the API must say of one user. Writes of contract B do not tell ids: they are learned from
 * the next list. Not thread-safe.
 */
final class UserModel {

  private static final Comparator<Map.Entry<String, Content>> NEWEST_FIRST =
      Comparator.comparingLong((Map.Entry<String, Content> row) -> row.getValue().millis())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private final String id;
  private final Map<String, Content> present = new HashMap<>();
  private final List<Content> withoutId = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();

  /**
   * @param id as the API returns it
   */
  UserModel(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  void recorded(String interaction, Content content) {
    assertThat(present.put(interaction, content)).as("another with the id of %s", content).isNull();
  }

  void recorded(Content content) {
    withoutId.add(content);
  }

  void amended(String interaction, Content content) {
    present.put(interaction, content);
  }

  void deleted(String interaction) {
    present.remove(interaction);
    deleted.add(interaction);
  }

  Content content(String interaction) {
    return present.get(interaction);
  }

  /** The id of any interaction that is there, or null. */
  String anyPresent(SplittableRandom random) {
    return any(List.copyOf(present.keySet()), random);
  }

  /** The id of any interaction that was deleted, or null. */
  String anyDeleted(SplittableRandom random) {
    return any(deleted, random);
  }

  private static String any(List<String> ids, SplittableRandom random) {
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  int size() {
    return present.size() + withoutId.size();
  }

  /** Fails unless {@code rows} is this user's list: the same interactions, newest first. */
  void assertListed(List<JsonNode> rows, String asked) {
    Map<String, Content> listed = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String interaction = row.get("interaction_id").asText();
      Content content = Content.read(row);
      assertThat(listed.put(interaction, content))
          .as("%s, twice in %s", interaction, asked)
          .isNull();
      if (!present.containsKey(interaction) && withoutId.remove(content)) {
        present.put(interaction, content);
      }
    }
    assertThat(withoutId).as("acknowledged, but not in %s of %s", asked, id).isEmpty();
    assertThat(listed).as("%s of %s", asked, id).isEqualTo(present);
    List<Map.Entry<String, Content>> order = new ArrayList<>(present.entrySet());
    order.sort(NEWEST_FIRST);
    assertThat(List.copyOf(listed.keySet()))
        .as("the order of %s of %s", asked, id)
        .isEqualTo(order.stream().map(Map.Entry::getKey).toList());
  }
}
