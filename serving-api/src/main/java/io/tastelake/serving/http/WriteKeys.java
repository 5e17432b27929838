package io.tastelake.serving.http;

/** The writes that carried an Idempotency-Key, for a day and on all instances. Thread-safe. */
public interface WriteKeys {

  /**
   * Notes that a write begins, unless it was noted before.
   *
   * @param method the HTTP method
   * @param path in its one spelling
   * @param key as the caller made it
   */
  KeyedWrite begin(Caller caller, String method, String path, String key);
}
