package io.tastelake.testkit.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.contracts.log.avro.ActorKind;
import io.tastelake.contracts.log.avro.InteractionRecord;
import io.tastelake.contracts.log.avro.OperationCode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Records of the log that hold no valid event: random bytes, damaged events, and events that break
 * each rule, all under the key of an actor whom they would harm.
 */
public final class PoisonRecords {

  /** A record. */
  public static final class Poison {

    private final byte[] key;
    private final byte[] value;

    Poison(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    public byte[] key() {
      return key;
    }

    public byte[] value() {
      return value;
    }
  }

  private static final List<Consumer<InteractionRecord>> BROKEN_RULES =
      List.of(
          wire -> wire.setActorId("x\u0000"),
          wire -> wire.setActorId(""),
          wire -> wire.setActorId("x".repeat(200_000)),
          wire -> wire.setActorId("\ud800"),
          wire -> wire.setActorId("line\nbreak"),
          wire -> wire.setDatabase("no database"),
          wire -> wire.setDatabase(""),
          wire -> wire.setItemId("lamp\u0000"),
          wire -> wire.setItemId("x".repeat(200_000)),
          wire -> wire.setItemId(null),
          wire -> wire.setInteractionType("x".repeat(65)),
          wire -> wire.setInteractionType(null),
          wire -> wire.setInteractionHigh(null),
          wire -> wire.setTimestamp(Double.NaN),
          wire -> wire.setTimestamp(Double.POSITIVE_INFINITY),
          wire -> wire.setTimestamp(-1e300),
          wire -> wire.setTimestamp(4e9),
          wire -> wire.setTimestamp(null),
          wire -> wire.setProperties("{\"a\":"),
          wire -> wire.setProperties("[]"),
          wire -> wire.setProperties("{\"a\":NaN}"),
          wire -> wire.setProperties("{\"a\":\"" + "x".repeat(100_000) + "\"}"),
          wire -> wire.setProperties("{\"a\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}"),
          wire -> wire.setAcceptedAt(Instant.EPOCH.minusSeconds(1)),
          wire -> wire.setAcceptedAt(Instant.ofEpochSecond(300_000_000_000L)),
          wire -> rated(wire, Double.NaN),
          wire -> rated(wire, Double.NEGATIVE_INFINITY),
          wire -> rated(wire, 11.0),
          wire -> wire.setOperation(OperationCode.RATE),
          wire -> wire.setOperation(OperationCode.RESOLVE),
          wire -> resolved(wire, "u\u0000"));

  private static final int HEADER = 10;

  private final EventCodec codec = new EventCodec();
  private final Random random;
  private final DatabaseId database;
  private final Actor actor;
  private int nextRule;

  /** Poison for one actor. */
  public PoisonRecords(Random random, DatabaseId database, Actor actor) {
    this.random = random;
    this.database = database;
    this.actor = actor;
  }

  /** How many records break each rule once. */
  public static int rules() {
    return BROKEN_RULES.size();
  }

  private static void rated(InteractionRecord wire, double rating) {
    wire.setOperation(OperationCode.RATE);
    wire.setRating(rating);
  }

  private static void resolved(InteractionRecord wire, String user) {
    wire.setOperation(OperationCode.RESOLVE);
    wire.setUserId(user);
  }

  /** Any record; of four at least one breaks a rule, one rule after the other. */
  public Poison next() {
    return switch (random.nextInt(4)) {
      case 0 -> refused(bytes(random.nextInt(300)));
      case 1 -> refused(afterHeader(bytes(random.nextInt(300))));
      case 2 -> damaged();
      default -> breakingARule();
    };
  }

  /** The record that breaks the next rule. */
  public Poison breakingARule() {
    InteractionRecord wire = valid();
    BROKEN_RULES.get(nextRule++ % BROKEN_RULES.size()).accept(wire);
    return refused(encoded(wire));
  }

  private Poison damaged() {
    byte[] event = encoded(valid());
    byte[] damaged = event.clone();
    while (isEvent(damaged)) {
      int place = random.nextInt(event.length);
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      damaged = random.nextInt(3) == 0 ? Arrays.copyOf(damaged, place) : damaged;
    }
    return refused(damaged);
  }

  private Poison refused(byte[] value) {
    return isEvent(value) ? next() : new Poison(Topics.key(database, actor), value);
  }

  private boolean isEvent(byte[] value) {
    try {
      return codec.decode(value) != null;
    } catch (UndecodableEventException e) {
      return false;
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] afterHeader(byte[] body) {
    byte[] event = Arrays.copyOf(encoded(valid()), HEADER + body.length);
    System.arraycopy(body, 0, event, HEADER, body.length);
    return event;
  }

  private InteractionRecord valid() {
    InteractionRecord wire = new InteractionRecord();
    wire.setDatabase(database.value());
    wire.setActorKind(ActorKind.valueOf(actor.kind().name()));
    wire.setActorId(actor.id());
    wire.setOperation(OperationCode.RECORD);
    wire.setInteractionHigh(random.nextLong());
    wire.setInteractionLow(random.nextLong());
    wire.setItemId("poison");
    wire.setInteractionType("view");
    wire.setTimestamp(1.6e9);
    wire.setProperties("{\"n\":1}");
    wire.setAcceptedAt(Instant.ofEpochSecond(1_700_000_000L));
    return wire;
  }

  private static byte[] encoded(InteractionRecord wire) {
    try {
      ByteBuffer buffer = wire.toByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}
