package io.tastelake.bench.faults;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is done to a standalone, its network and its jobs. */
public enum FaultKind {
  /** {@code kill -9} of all of its processes at once. */
  KILL_ALL(Track.PROCESSES),
  /** {@code kill -9} of the process that was started; PostgreSQL is left behind. */
  KILL_STANDALONE(Track.PROCESSES),
  KILL_POSTGRES(Track.PROCESSES),
  /** SIGSTOP, and SIGCONT some time later. */
  FREEZE_STANDALONE(Track.PROCESSES),
  FREEZE_POSTGRES(Track.PROCESSES),
  /** SIGTERM, and up again. */
  RESTART(Track.PROCESSES),
  /** The data folder's disk is full for some time. */
  FULL_DISK(Track.PROCESSES),

  /** Connections to the API are closed, and no new ones accepted. */
  NETWORK_AWAY(Track.NETWORK),
  /** Each piece of a request or an answer comes late. */
  NETWORK_SLOW(Track.NETWORK),
  /** Nothing passes for some time, and then all of it. */
  NETWORK_STALLED(Track.NETWORK),
  /** Requests arrive; instead of answers, the connection's other half is closed. */
  ANSWERS_LOST(Track.NETWORK),
  /** Connections end after a random number of bytes. */
  CONNECTIONS_CUT(Track.NETWORK),

  COMPACT(Track.JOBS),
  FORGET_USERS(Track.JOBS),
  NIGHTLY(Track.JOBS),
  /** {@code kill -9} of a nightly, some time after its start. */
  KILL_NIGHTLY(Track.JOBS);

  /** What happens one after the other; tracks overlap. */
  enum Track {
    PROCESSES(0),
    NETWORK(1),
    JOBS(2);

    private final int salt;

    Track(int salt) {
      this.salt = salt;
    }

    /** So that one seed gives each track chance of its own. */
    int salt() {
      return salt;
    }
  }

  private final Track track;

  FaultKind(Track track) {
    this.track = track;
  }

  Track track() {
    return track;
  }

  /** Those of {@code kinds} that happen on {@code track}. */
  static List<FaultKind> of(Track track, Set<FaultKind> kinds) {
    return Stream.of(values())
        .filter(kind -> kind.track == track && kinds.contains(kind))
        .collect(Collectors.toList());
  }

  /** As reports name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
