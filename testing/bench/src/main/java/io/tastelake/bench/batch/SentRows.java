package io.tastelake.bench.batch;

import io.tastelake.bench.load.NarrowEvents.Row;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Contribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All interactions of a lake, packed: what each user's ratings must come from. */
final class SentRows {

  private final int[] users;
  private final int[] items;
  private final String[] types;
  private final double[] timestamps;
  private int size;
  private int[] firsts;
  private int[] order;

  SentRows(int capacity) {
    this.users = new int[capacity];
    this.items = new int[capacity];
    this.types = new String[capacity];
    this.timestamps = new double[capacity];
  }

  void add(Row row) {
    users[size] = row.user();
    items[size] = row.item();
    types[size] = row.type();
    timestamps[size] = row.timestamp();
    size++;
  }

  /** Brings each user's rows together, once all are there; users are numbered from 1. */
  void group(int highestUser) {
    firsts = new int[highestUser + 2];
    for (int row = 0; row < size; row++) {
      firsts[users[row] + 1]++;
    }
    for (int user = 1; user < firsts.length; user++) {
      firsts[user] += firsts[user - 1];
    }
    int[] next = firsts.clone();
    order = new int[size];
    for (int row = 0; row < size; row++) {
      order[next[users[row]]++] = row;
    }
  }

  /** What a user's rating of each item depends on; empty if the user did nothing. */
  Map<ItemId, List<Contribution>> of(int user) {
    Map<ItemId, List<Contribution>> contributions = new HashMap<>();
    for (int place = firsts[user]; place < firsts[user + 1]; place++) {
      int row = order[place];
      contributions
          .computeIfAbsent(new ItemId(Integer.toString(items[row])), item -> new ArrayList<>())
          .add(new Contribution(types[row], timestamps[row], Map.of()));
    }
    return contributions;
  }
}
