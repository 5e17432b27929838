package io.tastelake.store;

import java.util.Optional;

/**
 * A key as the store holds it.
 *
 * @param value encrypted, if {@code sealedBy} says with what
 * @param sealedBy names a key that the store does not hold
 */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
public record StoredKey(byte[] value, Optional<String> sealedBy) {}
