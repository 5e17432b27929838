package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The way through one version of the lake that one page takes, actor by actor. */
final class ListingWalk implements AutoCloseable {

  /** Characters of text beyond which a page counts as a large read. */
  private static final long ORDINARY_TEXT = 1 << 20;

  private final LakeSnapshot snapshot;
  private final ListingRequest request;
  private final Set<Actor> hidden;
  private final HistoryReader reader;
  private final BooleanSupplier timeIsUp;
  private final ActorRows actors;
  private final List<ListedInteraction> rows;
  private LargeReads.Share share = LargeReads.Share.NONE;
  private long text;
  private Actor visited;

  /**
   * A way that begins where the request says.
   *
   * @param hidden actors of whom this version shows what was forgotten since
   */
  ListingWalk(
      LakeSnapshot snapshot,
      ListingRequest request,
      Set<Actor> hidden,
      HistoryReader reader,
      BooleanSupplier timeIsUp) {
    this.snapshot = snapshot;
    this.request = request;
    this.hidden = hidden;
    this.reader = reader;
    this.timeIsUp = timeIsUp;
    this.rows = new ArrayList<>(Math.min(request.amount(), 10_000) + 1);
    long first = ActorHash.first(request.database(), request.kind());
    long last = ActorHash.last(request.database(), request.kind());
    long from = request.after().map(ListingPosition::actorHash).orElse(first);
    this.actors = new ActorRows(request, snapshot.range(from, last, request.window()));
  }

  /** Goes on until the page is full and a further row is known, the end, or time is up. */
  ListingPage page() {
    while (actors.next()) {
      try {
        if (listActor() || rows.size() > request.amount() || text > HistoryReader.MAX_TEXT) {
          return new ListingPage(full(), Optional.of(afterLastRow()));
        }
      } catch (TimeIsUpException e) {
        return new ListingPage(rows, Optional.of(afterVisited()));
      }
      visited = actors.actor();
      if (mayStop() && timeIsUp.getAsBoolean()) {
        return new ListingPage(rows, Optional.of(afterVisited()));
      }
    }
    return new ListingPage(rows, Optional.empty());
  }

  /** Whether the page got further than the one before: each has to, or paging would not end. */
  private boolean mayStop() {
    return visited != null
        && (!rows.isEmpty()
            || request.after().filter(after -> after.actor().equals(visited)).isEmpty());
  }

  /** Lists what is wanted of the present actor; true if that is not all of it. */
  private boolean listActor() {
    Actor actor = actors.actor();
    if (hidden.contains(actor)) {
      return false;
    }
    HistoryRequest wanted =
        new HistoryRequest(
            Set.of(),
            request.window(),
            request
                .after()
                .filter(after -> after.actor().equals(actor))
                .map(ListingPosition::inHistory),
            request.amount() + 1 - rows.size());
    HistoryPart part =
        actors.held().areAll()
            ? HistoryReader.page(actors.held().history(), wanted)
            : reader.largePage(new OneActor(actor), wanted);
    part.rows().forEach(row -> add(new ListedInteraction(actor, row)));
    return part.hasMore();
  }

  private void add(ListedInteraction row) {
    rows.add(row);
    Interaction interaction = row.interaction();
    text += interaction.properties() == null ? 0 : interaction.properties().length();
    if (text > ORDINARY_TEXT && share == LargeReads.Share.NONE) {
      share = reader.shareOfPage();
    }
  }

  private List<ListedInteraction> full() {
    return rows.size() > request.amount() ? rows.subList(0, request.amount()) : rows;
  }

  private ListingPosition afterLastRow() {
    ListedInteraction last = full().get(full().size() - 1);
    return new ListingPosition(
        snapshot.version(),
        ActorHash.of(request.database(), last.actor()),
        last.actor(),
        last.interaction().timestamp(),
        last.interaction().id());
  }

  private ListingPosition afterVisited() {
    long hash = ActorHash.of(request.database(), visited);
    return ListingPosition.past(snapshot.version(), hash, visited);
  }

  @Override
  public void close() {
    share.close();
    actors.close();
  }

  /** One page's time is spent while an actor is read, of whom nothing is listed yet. */
  private static final class TimeIsUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** The rows of one actor of this version, as long as there is time. */
  private final class OneActor implements ActorSource {

    private final Actor actor;
    private final boolean mayStop = mayStop();

    OneActor(Actor actor) {
      this.actor = actor;
    }

    @Override
    public RowCursor rows() {
      RowCursor all = snapshot.rows(request.database(), actor);
      return new RowCursor() {
        @Override
        public boolean hasNext() {
          if (mayStop && timeIsUp.getAsBoolean()) {
            throw new TimeIsUpException();
          }
          return all.hasNext();
        }

        @Override
        public LoggedEvent next() {
          return all.next();
        }

        @Override
        public void close() {
          all.close();
        }
      };
    }

    @Override
    public long rowsAtMost() {
      return snapshot.rowsAtMost(request.database(), actor);
    }
  }
}
