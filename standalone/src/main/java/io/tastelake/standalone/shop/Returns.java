package io.tastelake.standalone.shop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/** Purchases that come back to the shop some days later. */
final class Returns {

  private static final double RETURNED = 0.06;
  private static final int SOONEST_DAYS = 3;
  private static final int LATEST_DAYS = 14;
  private static final int DAY = 24 * 3600;

  private final Queue<ShopInteraction> expected =
      new PriorityQueue<>(Comparator.comparingDouble(ShopInteraction::timestamp));

  /** Decides of a purchase whether it comes back. */
  void see(ShopInteraction interaction, RandomGenerator random) {
    if (interaction.type().equals(Shop.PURCHASE) && random.nextDouble() < RETURNED) {
      expect(interaction, random);
    }
  }

  private void expect(ShopInteraction purchase, RandomGenerator random) {
    int days = random.nextInt(SOONEST_DAYS, LATEST_DAYS + 1);
    double timestamp = Math.round(1000 * (purchase.timestamp() + (double) days * DAY)) / 1000.0;
    expected.add(
        new ShopInteraction(purchase.user(), purchase.item(), Shop.RETURN, timestamp, Map.of()));
  }

  /** The next returns before {@code end}, Unix seconds, in order of time; at most {@code most}. */
  List<ShopInteraction> until(double end, long most) {
    List<ShopInteraction> due = new ArrayList<>();
    while (due.size() < most && !expected.isEmpty() && expected.peek().timestamp() < end) {
      due.add(expected.remove());
    }
    return due;
  }
}
