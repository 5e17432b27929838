package io.tastelake.s3;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Multipart uploads under way. */
final class Uploads {

  private final Map<String, NavigableMap<Integer, byte[]>> parts = new ConcurrentHashMap<>();

  String begin() {
    String id = UUID.randomUUID().toString();
    parts.put(id, new ConcurrentSkipListMap<>());
    return id;
  }

  void add(String id, int number, byte[] content) {
    parts.get(id).put(number, content);
  }

  byte[] joined(String id) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.get(id).values().forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  void end(String id) {
    parts.remove(id);
  }

  /** How many have neither ended nor been given up. */
  int underWay() {
    return parts.size();
  }
}
