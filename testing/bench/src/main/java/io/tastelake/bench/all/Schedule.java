package io.tastelake.bench.all;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Which benches there are, and how large: all limits together are at most an hour, so that holds
 * for all of them whatever the machine does meanwhile.
 */
enum Schedule {
  /** For figures. */
  FULL(
      planned("serializers", "", 1),
      planned("serve", "--rows=600000 --compactions=1", 12),
      planned("ingest", "--rows=2000000 --rounds=3", 8),
      planned("taste", "--rows=100000 --events=150000", 7),
      planned("loop", "--rows=50000 --rate=6000 --seconds=100", 6),
      planned("recommend", "--items=50000 --users=300 --requests=300", 5),
      planned("train", "--rows=400000 --users=10000 --items=3000", 4),
      planned("batch", "--only=P8,P10 --rows=1000000 --rounds=1", 12),
      planned("faults", "--minutes=2 --seed=1", 5)),

  /** To see that all works. */
  SHORT(
      planned("serializers", "--events=20000 --rounds=3", 1),
      planned("serve", "--rows=30000 --compactions=1 --only=P1,P5,P6,DUCKDB", 6),
      planned("ingest", "--rows=200000 --rounds=3 --checkpoint-interval=PT2S", 5),
      planned("taste", "--rows=20000 --events=20000 --only=FOLD_IN,RATE", 5),
      planned("loop", "--rows=5000 --rate=500 --seconds=20 --rank=0", 5),
      planned("recommend", "--items=3000 --users=50 --requests=50 --rank=16", 5),
      planned("train", "--rows=20000 --users=1000 --items=500 --rank=16 --sweeps=3", 4),
      planned("batch", "--only=P10 --rows=50000 --rounds=1", 7),
      planned("faults", "--minutes=1 --seed=1", 4));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Planned> benches;

  Schedule(Planned... benches) {
    this.benches = List.of(benches);
  }

  /** In their order. */
  List<Planned> benches() {
    return benches;
  }

  /** Those of {@code names}. */
  List<Planned> only(Collection<String> names) {
    return benches.stream().filter(planned -> names.contains(planned.bench())).toList();
  }

  private static Planned planned(String bench, String arguments, int minutes) {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
    return new Planned(bench, words, Duration.ofMinutes(minutes));
  }
}
