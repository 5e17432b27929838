package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whole databases: what the model holds when the first page is asked for, each row once. */
class ListingTest {

  private static LogAndLake parts;
  private static Interactions interactions;

  @BeforeContainer
  static void start() {
    parts = new LogAndLake();
    interactions = Interactions.open(parts.config());
  }

  @AfterContainer
  static void stop() {
    interactions.close();
    parts.close();
  }

  @Property(tries = 3)
  void aListingIsTheModelOfItsFirstPageWhileTheLakeMovesOn(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int amount) throws Exception {
    DatabaseId database = DatabaseId.of(UUID.randomUUID()); // a seed may be tried twice
    Shop shop = new Shop(database, "a", 40, seed);
    Shop neighbour = new Shop(neighbour(database), "a", 40, seed + 1);
    parts.whileIngesting(
        Duration.ofMillis(30),
        () -> {
          for (int i = 0; i < 40; i++) {
            interactions.eventLog().append(shop.write(20));
            interactions.eventLog().append(neighbour.write(20));
          }
          for (TimeWindow window : List.of(TimeWindow.ALWAYS, new TimeWindow(7, 9))) {
            for (Actor.Kind kind : Actor.Kind.values()) {
              var request = new ListingRequest(database, kind, window, amount, Optional.empty());
              List<ListedInteraction> expected = shop.expected(request);
              assertThat(walk(request, shop)).containsExactlyInAnyOrderElementsOf(expected);
            }
          }
        });
  }

  /** Reads page after page, writing in between. */
  private static List<ListedInteraction> walk(ListingRequest first, Shop shop) {
    List<ListedInteraction> rows = new ArrayList<>();
    Optional<ListingPosition> after = Optional.empty();
    do {
      ListingRequest request =
          new ListingRequest(first.database(), first.kind(), first.window(), first.amount(), after);
      ListingPage page = interactions.listings().page(request);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(first.amount());
      if (page.next().isPresent()) {
        assertThat(page.rows()).hasSize(first.amount());
      }
      rows.addAll(page.rows());
      after = page.next();
      interactions.eventLog().append(shop.write(5));
    } while (after.isPresent());
    return rows;
  }

  /** A database whose part of the actor hash is the same. */
  private static DatabaseId neighbour(DatabaseId database) {
    Random random = new Random(database.hashCode());
    return Stream.generate(() -> DatabaseId.of(new UUID(random.nextLong(), random.nextLong())))
        .filter(other -> ActorHash.first(other) == ActorHash.first(database))
        .findFirst()
        .orElseThrow();
  }

  @Example
  void pagesThatRunOutOfTimeStillVisitEachRowOnce() throws Exception {
    DatabaseId database = DatabaseId.of(new UUID(3, 4));
    Shop shop = new Shop(database, "hasty", 30, 5);
    for (int i = 0; i < 20; i++) {
      interactions.eventLog().append(shop.write(20));
    }
    parts.ingest();
    var config = parts.config().withPageTime(Duration.ZERO);
    try (Interactions hasty = Interactions.open(config)) {
      List<ListedInteraction> rows = new ArrayList<>();
      Optional<ListingPosition> after = Optional.empty();
      int pages = 0;
      do {
        var request =
            new ListingRequest(database, Actor.Kind.USER, new TimeWindow(3, 6), 1_000, after);
        ListingPage page = hasty.listings().page(request);
        rows.addAll(page.rows());
        after = page.next();
        pages++;
      } while (after.isPresent());
      assertThat(pages).isGreaterThan(10);
      var whole =
          new ListingRequest(
              database, Actor.Kind.USER, new TimeWindow(3, 6), 1_000, Optional.empty());
      assertThat(rows).containsExactlyInAnyOrderElementsOf(shop.expected(whole));
    }
  }

  @Example
  void anActorTooLargeToHoldIsListedPageByPageAndInTime() throws Exception {
    DatabaseId database = DatabaseId.of(new UUID(9, 10));
    Shop crowd = new Shop(database, "crowd", 20, 5);
    Shop busy = new Shop(database, "busy", 1, 6);
    interactions.eventLog().append(crowd.write(200));
    int written = 0;
    while (written <= 5 * HeldRows.MAX_ROWS / 4) {
      List<InteractionEvent> some = busy.write(600);
      interactions.eventLog().append(some);
      written += some.size();
    }
    parts.ingest();
    for (Duration pageTime : List.of(Duration.ZERO, Duration.ofSeconds(5))) {
      try (Interactions opened = Interactions.open(parts.config().withPageTime(pageTime))) {
        for (TimeWindow window : List.of(TimeWindow.ALWAYS, new TimeWindow(3, 6))) {
          List<ListedInteraction> rows = new ArrayList<>();
          Optional<ListingPosition> after = Optional.empty();
          do {
            var request = new ListingRequest(database, Actor.Kind.SESSION, window, 700, after);
            ListingPage page = opened.listings().page(request);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(700);
            rows.addAll(page.rows());
            after = page.next();
          } while (after.isPresent());
          var whole =
              new ListingRequest(database, Actor.Kind.SESSION, window, 700, Optional.empty());
          List<ListedInteraction> expected = new ArrayList<>(crowd.expected(whole));
          expected.addAll(busy.expected(whole));
          assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        }
      }
    }
  }

  @Example
  void aListingBeginsWhenTheLakeHoldsAllOrNotAtAll() throws Exception {
    DatabaseId database = DatabaseId.of(new UUID(5, 6));
    Shop shop = new Shop(database, "late", 5, 6);
    parts.ingest();
    var config = parts.config().withIntervals(Duration.ofMillis(20), Duration.ofMillis(100));
    try (Interactions impatient = Interactions.open(config)) {
      impatient.eventLog().append(shop.write(20));
      var request =
          new ListingRequest(database, Actor.Kind.USER, TimeWindow.ALWAYS, 10, Optional.empty());
      assertThatThrownBy(() -> impatient.listings().page(request))
          .isInstanceOf(LakeLagsException.class)
          .hasMessageContaining("did not reach the lake within 100 ms");
      parts.whileIngesting(
          Duration.ofMillis(300),
          () -> {
            ListingPage page = interactions.listings().page(request);
            assertThat(page.rows()).isNotEmpty();
            impatient.eventLog().append(shop.write(20));
            List<ListedInteraction> complete = new ArrayList<>(shop.expected(request));
            var whole =
                new ListingRequest(
                    database, Actor.Kind.USER, TimeWindow.ALWAYS, 1_000, Optional.empty());
            assertThat(interactions.listings().page(whole).rows())
                .containsExactlyInAnyOrderElementsOf(complete);
          });
    }
  }

  @Example
  void aVersionThatIsGoneIsSaidToBeExpired() {
    var position =
        new ListingPosition(
            10_000L,
            0,
            new Actor(Actor.Kind.USER, "a"),
            0,
            InteractionId.derived(DatabaseId.of(new UUID(7, 8)), "x", 1));
    var request =
        new ListingRequest(
            DatabaseId.of(new UUID(7, 8)),
            Actor.Kind.USER,
            TimeWindow.ALWAYS,
            10,
            Optional.of(position));
    assertThatThrownBy(() -> interactions.listings().page(request))
        .isInstanceOf(ListingExpiredException.class)
        .hasMessageContaining("Restart the listing");
  }
}
