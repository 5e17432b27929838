package io.tastelake.e2e.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Random actions of both contracts, each at a random instance, by one thread for its own users. */
final class RandomActions {

  private final List<ApiClient> instances;
  private final SplittableRandom random;
  private final String foreign;

  /**
   * @param foreign the id of an interaction that none of the users has
   */
  RandomActions(List<ApiClient> instances, SplittableRandom random, String foreign) {
    this.instances = instances;
    this.random = random;
    this.foreign = foreign;
  }

  /** Some writes, then a read; what the API says is held against {@code user}. */
  void interleave(UserModel user) throws IOException {
    for (int writes = random.nextInt(8); writes > 0; writes--) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> post(user);
        case 3 -> postRow(user);
        case 4 -> postRows(user);
        case 5, 6 -> put(user);
        case 7, 8 -> delete(user);
        default -> missWith(user);
      }
    }
    read(user);
  }

  private void post(UserModel user) throws IOException {
    Content content = Content.any(random);
    Answer answer = instance().post(userData(user), content.asUserData()).ok();
    user.recorded(answer.text("interaction_id"), content);
  }

  private void postRow(UserModel user) throws IOException {
    Content content = Content.any(random);
    Map<String, Object> body = content.asRow();
    body.remove("item_id");
    instance().post(user(user) + "/interactions/" + content.item() + "/", body).ok();
    user.recorded(content);
  }

  private void postRows(UserModel user) throws IOException {
    List<Content> contents = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      contents.add(Content.any(random));
    }
    List<Map<String, Object>> rows = contents.stream().map(Content::asRow).toList();
    instance().post(user(user) + "/interactions-bulk/", Map.of("interactions", rows)).ok();
    contents.forEach(user::recorded);
  }

  private void put(UserModel user) throws IOException {
    String interaction = user.anyPresent(random);
    if (interaction == null) {
      return;
    }
    Content other = Content.any(random);
    Map<String, Object> body = other.asUserData();
    body.keySet().removeIf(member -> random.nextBoolean());
    Content amended = user.content(interaction).amended(other, body);
    body.put("interaction_id", interaction);
    Answer answer = instance().put(userData(user), body).ok();
    if (!answer.text("interaction_id").equals(interaction)) {
      throw new AssertionError(answer + " is about another interaction than " + interaction);
    }
    user.amended(interaction, amended);
  }

  private void delete(UserModel user) throws IOException {
    String interaction = user.anyPresent(random);
    if (interaction != null) {
      instance().delete(userData(user), Map.of("interaction_id", interaction)).ok();
      user.deleted(interaction);
    }
  }

  /** Another user's interaction, or one that was deleted, is not there. */
  private void missWith(UserModel user) throws IOException {
    String deleted = user.anyDeleted(random);
    Map<String, Object> body = new HashMap<>();
    body.put("interaction_id", deleted == null || random.nextBoolean() ? foreign : deleted);
    Answer answer =
        random.nextBoolean()
            ? instance().put(userData(user), body)
            : instance().delete(userData(user), body);
    answer.isError(404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
  }

  private void read(UserModel user) throws IOException {
    String path = random.nextBoolean() ? userData(user) : user(user) + "/interactions-bulk/";
    int amount = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 10_000;
    List<JsonNode> rows = instance().list(path, amount);
    user.assertListed(rows, path);
  }

  private ApiClient instance() {
    return instances.get(random.nextInt(instances.size()));
  }

  private String userData(UserModel user) {
    return "/user-data/" + spelled(user.id()) + "/interactions";
  }

  private String user(UserModel user) {
    return "/users/" + spelled(user.id());
  }

  /** One of the spellings of a hexadecimal id. */
  private String spelled(String id) {
    return random.nextBoolean() ? id : id.toLowerCase(Locale.ROOT);
  }
}
