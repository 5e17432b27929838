package io.tastelake.store;

import java.util.Optional;

/** The table {@code idempotency_keys}; times are Unix microseconds. */
public final class IdempotencyKeysTable {

  private final StoreConnection connection;

  public IdempotencyKeysTable(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * A write that carries a key.
   *
   * @param begunAt when it was tried first
   * @param acceptedBody SHA-256 of the body that it was carried out with
   * @param answer what it was answered
   */
  public record Row(long begunAt, Optional<byte[]> acceptedBody, Optional<byte[]> answer) {}

  /** Begins a write now, unless one of its digest has begun at {@code oldest} or later. */
  public void begin(byte[] digest, long now, long oldest) {
    int unused =
        connection.update(
            """
            INSERT INTO idempotency_keys (digest, begun_at) VALUES (:digest, :now)
            ON CONFLICT (digest) DO UPDATE
            SET begun_at = EXCLUDED.begun_at, accepted_body = NULL, answer = NULL
            WHERE idempotency_keys.begun_at < :oldest
            """,
            update -> update.bind("digest", digest).bind("now", now).bind("oldest", oldest));
  }

  /** The write of this digest. */
  public Optional<Row> withDigest(byte[] digest) {
    return connection.query(
        "SELECT begun_at, accepted_body, answer FROM idempotency_keys WHERE digest = :digest",
        query ->
            query
                .bind("digest", digest)
                .map(
                    (row, context) ->
                        new Row(
                            row.getLong(1),
                            Optional.ofNullable(row.getBytes(2)),
                            Optional.ofNullable(row.getBytes(3))))
                .findFirst());
  }

  /**
   * Notes the body that a write is carried out with.
   *
   * @return how many writes that fits: 0 if it has another body, or has begun anew since
   */
  public int accept(byte[] digest, long begunAt, byte[] bodyHash) {
    return connection.update(
        """
        UPDATE idempotency_keys SET accepted_body = :body
        WHERE digest = :digest AND begun_at = :begun_at AND COALESCE(accepted_body, :body) = :body
        """,
        update -> update.bind("digest", digest).bind("begun_at", begunAt).bind("body", bodyHash));
  }

  /** Notes what a write is answered; the first answer stays. */
  public void complete(byte[] digest, long begunAt, byte[] answer) {
    int unused =
        connection.update(
            """
            UPDATE idempotency_keys SET answer = :answer
            WHERE digest = :digest AND begun_at = :begun_at AND answer IS NULL
            """,
            update ->
                update.bind("digest", digest).bind("begun_at", begunAt).bind("answer", answer));
  }

  /** Deletes the writes that have begun before {@code moment}; says how many. */
  public int deleteBegunBefore(long moment) {
    return connection.update(
        "DELETE FROM idempotency_keys WHERE begun_at < :moment",
        update -> update.bind("moment", moment));
  }
}
