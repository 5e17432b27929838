package io.tastelake.serving.http;

import io.tastelake.domain.identity.InteractionId;
import java.util.Optional;

/**
 * One write that carries an Idempotency-Key, however often it is sent, and how far it has come: it
 * is begun, then accepted with one body, then completed with one answer.
 */
public interface KeyedWrite {

  /** When it was begun first, Unix microseconds. */
  long begunAt();

  /** SHA-256 of the body that it was accepted with, if it was. */
  Optional<byte[]> acceptedBody();

  /** What it was answered, if it was completed; empty bytes for an empty answer. */
  Optional<byte[]> answer();

  /**
   * The id of the interaction in the row at {@code index}: the same whenever the write is repeated,
   * and no other write's.
   */
  InteractionId interaction(int index);

  /**
   * Notes that the write is carried out with this body.
   *
   * @return false if it was accepted with another one
   */
  boolean accept(byte[] bodyHash);

  /** Notes what is answered to each repetition from now on. */
  void complete(byte[] answer);
}
