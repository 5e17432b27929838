package io.tastelake.lake.table;

import io.tastelake.lake.file.HashRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts all hashes into ranges of about as many rows, by the bounds of files alone. */
final class HashParts {

  /** Rows of a file are taken to lie at so many places, evenly between its bounds. */
  private static final int PLACES = 64;

  private HashParts() {}

  private record Place(long hash, double rows) {}

  static List<HashRange> of(List<LiveFile> files, long rowsEach) {
    List<HashRange> parts = new ArrayList<>();
    long first = Long.MIN_VALUE;
    double rows = 0;
    for (Place place : places(files, rowsEach)) {
      rows += place.rows();
      if (rows >= rowsEach && place.hash() >= first && place.hash() < Long.MAX_VALUE) {
        parts.add(new HashRange(first, place.hash()));
        first = place.hash() + 1;
        rows = 0;
      }
    }
    parts.add(new HashRange(first, Long.MAX_VALUE));
    return parts;
  }

  private static List<Place> places(List<LiveFile> files, long rowsEach) {
    List<Place> places = new ArrayList<>();
    for (LiveFile file : files) {
      int count = (int) Math.max(1, Math.min(4 * file.rows() / rowsEach, PLACES));
      for (int i = 1; i <= count; i++) {
        places.add(new Place(between(file, (double) i / count), (double) file.rows() / count));
      }
    }
    places.sort(Comparator.comparingLong(Place::hash));
    return places;
  }

  private static long between(LiveFile file, double way) {
    return (long) (file.minHash() * (1 - way) + file.maxHash() * way);
  }
}
