package io.tastelake.serving.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits, such as {@code 10.0.0.0/8}; or one address.
 *
 * @param bits how many of the first bits count
 */
record AddressRange(InetAddress first, int bits) {

  /** What the resolver takes for an address and never asks a name server about. */
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  /**
   * The range that {@code text} spells.
   *
   * @throws IllegalArgumentException if it spells none
   */
  static AddressRange parse(String text) {
    String[] parts = text.split("/", 2);
    InetAddress first =
        address(parts[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' is not an address: write one such as 10.0.0.7 or 10.0.0.0/8."
                            .formatted(text)));
    int all = first.getAddress().length * Byte.SIZE;
    int bits = parts.length == 1 ? all : number(parts[1]);
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException(
          "'%s' is not a range of addresses: the number behind the slash must be 0 to %d."
              .formatted(text, all));
    }
    return new AddressRange(first, bits);
  }

  /** The address that {@code text} spells in numbers; empty if it spells none. */
  static Optional<InetAddress> address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] wanted = first.getAddress();
    byte[] given = address.getAddress();
    if (wanted.length != given.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((wanted[bit / Byte.SIZE] ^ given[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }
}
