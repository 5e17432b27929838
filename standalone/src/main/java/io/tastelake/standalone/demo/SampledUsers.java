package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers all that was sent of a few users, so that one history can be compared. */
final class SampledUsers {

  private static final int WATCHED = 50;
  private static final int GOOD_LENGTH = 20;

  private final Map<UserId, List<InputRow>> sent = new LinkedHashMap<>();

  void see(InputRow row) {
    if (sent.size() < WATCHED || sent.containsKey(row.user())) {
      sent.computeIfAbsent(row.user(), user -> new ArrayList<>()).add(row);
    }
  }

  /** The user whose history is best to show: neither short nor long. */
  UserId user() {
    return sent.entrySet().stream()
        .min(Comparator.comparingInt(each -> Math.abs(each.getValue().size() - GOOD_LENGTH)))
        .orElseThrow()
        .getKey();
  }

  List<InputRow> sentOf(UserId user) {
    return sent.get(user);
  }
}
