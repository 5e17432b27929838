package io.tastelake.contracts.log;

import java.nio.charset.StandardCharsets;

/** The version of the event schema as a record's header {@link Topics#SCHEMA_VERSION} spells it. */
public final class SchemaVersion {

  private static final int MAX_DIGITS = 6;
  private static final byte[] NEWEST = header(EventCodec.NEWEST_VERSION);

  private SchemaVersion() {}

  /** The header of what {@link EventCodec#encode} returns. */
  public static byte[] header() {
    return NEWEST.clone();
  }

  static byte[] header(int version) {
    return Integer.toString(version).getBytes(StandardCharsets.US_ASCII);
  }

  /** The version that a header names; 0 if it is null or no number. */
  static int of(byte[] header) {
    if (header == null || header.length == 0 || header.length > MAX_DIGITS) {
      return 0;
    }
    int version = 0;
    for (byte digit : header) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      version = 10 * version + digit - '0';
    }
    return version;
  }
}
