package io.tastelake.domain.identity;

import java.util.function.Function;

/**
 * Values that are made of texts, of which the same come again and again: mostly the same object is
 * returned for the same text, so that it is checked, hashed and stored once. Of texts that share a
 * place in its table the latest is kept, so it never grows.
 *
 * <p>Thread-safe without locks for values whose fields are final: threads that race make a value
 * twice.
 */
public final class Interned<T> {

  private record Entry<T>(String text, T value) {}

  private final Function<String, T> make;
  private final Entry<T>[] entries;

  /**
   * None yet.
   *
   * @param make the value of a text; throws if there is none
   * @param places a power of two: how many values are kept at most
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one class
  public Interned(Function<String, T> make, int places) {
    if (Integer.bitCount(places) != 1) {
      throw new IllegalArgumentException(places + " is not a power of two.");
    }
    this.make = make;
    this.entries = new Entry[places];
  }

  /** The value of {@code text}. */
  public T of(String text) {
    int hash = text.hashCode() * 0x9E3779B9;
    int place = (hash ^ hash >>> 16) & (entries.length - 1);
    Entry<T> known = entries[place];
    if (known != null && known.text().equals(text)) {
      return known.value();
    }
    T value = make.apply(text);
    entries[place] = new Entry<>(text, value);
    return value;
  }
}
