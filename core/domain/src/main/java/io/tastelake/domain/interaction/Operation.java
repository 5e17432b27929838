package io.tastelake.domain.interaction;

/** What an event does to its actor's history. */
public enum Operation {
  /** Something was done to an item. */
  RECORD,
  /** Some fields of an interaction were corrected. */
  AMEND,
  /** An interaction is taken back, for good. */
  RETRACT,
  /** A session turned out to be a user's. */
  RESOLVE,
  /** All that the actor did before is to be forgotten. */
  FORGET,
  /** The user rated an item. */
  RATE,
  /** The user's rating of an item is withdrawn. */
  UNRATE
}
