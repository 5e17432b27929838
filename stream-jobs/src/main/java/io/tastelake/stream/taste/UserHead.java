package io.tastelake.stream.taste;

import io.tastelake.domain.taste.Revision;
import io.tastelake.stream.interaction.ActorTombstones;

/**
 * What is known of a user beside interactions and ratings.
 *
 * @param revision the generation of the job when it first met the user, and how many inputs it has
 *     taken in since; neither falls, whatever is forgotten
 * @param flushAt when an update is due, milliseconds of processing time; 0 if none is
 * @param changedAt when the first change was accepted that the due update is to show, milliseconds
 *     of Unix time; 0 if that is not known
 * @param waiting whether an update waits for the database's parameters
 */
record UserHead(
    Revision revision, long flushAt, long changedAt, boolean waiting, ActorTombstones tombstones) {

  /** A user whom nothing is known of. */
  static UserHead of(long generation) {
    return new UserHead(new Revision(generation, 0), 0, 0, false, ActorTombstones.NONE);
  }

  UserHead plusOne() {
    Revision next = new Revision(revision.generation(), revision.number() + 1);
    return new UserHead(next, flushAt, changedAt, waiting, tombstones);
  }

  /** An update is due at {@code time} for a change that was accepted at {@code accepted}. */
  UserHead dueAt(long time, long accepted) {
    return new UserHead(revision, time, accepted, waiting, tombstones);
  }

  /** Nothing is due, but an update may wait. */
  UserHead flushed(boolean waits) {
    return new UserHead(revision, 0, 0, waits, tombstones);
  }

  UserHead with(ActorTombstones others) {
    return new UserHead(revision, flushAt, changedAt, waiting, others);
  }
}
