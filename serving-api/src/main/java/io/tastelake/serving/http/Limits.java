package io.tastelake.serving.http;

import java.time.Duration;

/**
 * How much one instance takes on, so that no caller fells it.
 *
 * @param headBytes the largest head of a request: its first line and headers
 * @param headTime how long a head may take, from when the connection is opened or answered before
 * @param idle how long a request may stand still while it is sent
 * @param bodyRate bytes a second that a body has to arrive with; it may be five seconds behind
 * @param bodyTime how long a body may take in all
 * @param bodiesInFlight bytes of all bodies that are worked on at once
 * @param rowsPerBody the most rows of one body
 * @param connections how many connections may be open
 * @param rates how much callers may send
 */
public record Limits(
    int headBytes,
    Duration headTime,
    Duration idle,
    long bodyRate,
    Duration bodyTime,
    long bodiesInFlight,
    int rowsPerBody,
    Open connections,
    Rates rates) {

  /** 131,072: some fifty MiB of memory. */
  public static final int ROWS_PER_BODY = 1 << 17;

  /** So long may a connection stand still between two requests, too. */
  public static final Duration DEFAULT_HEAD_TIME = Duration.ofSeconds(30);

  /**
   * How many connections may be open.
   *
   * @param ofAnAddress of one client address
   * @param ofAll of all addresses together
   */
  public record Open(int ofAnAddress, int ofAll) {

    /** 512 and 10,000. */
    public static Open defaults() {
      return new Open(512, 10_000);
    }
  }

  /**
   * How much callers may send to one instance.
   *
   * @param rowsPerSecond rows that one account, or one frontend subject, may send a second
   * @param frontendRowsPerSecond rows that all tokens of one frontend account may send a second
   * @param addressRowsPerSecond rows that they may send a second from one client address
   * @param keysPerDay writes with an Idempotency-Key that one account may send in 24 hours; one
   *     client address of a frontend account a hundredth of them
   * @param loginsPerMinute how often one account may log in in a minute
   * @param addressLoginsPerMinute how often it may from one client address
   */
  public record Rates(
      long rowsPerSecond,
      long frontendRowsPerSecond,
      long addressRowsPerSecond,
      long keysPerDay,
      long loginsPerMinute,
      long addressLoginsPerMinute) {

    /** 50,000, 200,000 and 10,000 rows a second, a million keys, 6,000 and 600 logins a minute. */
    public static Rates defaults() {
      return new Rates(50_000, 200_000, 10_000, 1_000_000, 6_000, 600);
    }

    /** The same, but for how often accounts log in. */
    public Rates withLogins(long ofAnAccount, long fromAnAddress) {
      return new Rates(
          rowsPerSecond,
          frontendRowsPerSecond,
          addressRowsPerSecond,
          keysPerDay,
          ofAnAccount,
          fromAnAddress);
    }
  }

  /** A body takes some ten times its size while it is worked on: a 32nd of the heap. */
  public static long defaultBodiesInFlight() {
    return Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 32);
  }

  /**
   * Heads of 16 KiB and 30 seconds, ten seconds, 4 KiB a second, bodies of a minute and 131,072
   * rows, 512 connections of an address and 10,000 in all.
   */
  public static Limits defaults() {
    return new Limits(
        16 << 10,
        DEFAULT_HEAD_TIME,
        Duration.ofSeconds(10),
        4 << 10,
        Duration.ofMinutes(1),
        defaultBodiesInFlight(),
        ROWS_PER_BODY,
        Open.defaults(),
        Rates.defaults());
  }

  public Limits withHeadTime(Duration time) {
    return new Limits(
        headBytes, time, idle, bodyRate, bodyTime, bodiesInFlight, rowsPerBody, connections, rates);
  }

  public Limits withIdle(Duration time) {
    return new Limits(
        headBytes,
        headTime,
        time,
        bodyRate,
        bodyTime,
        bodiesInFlight,
        rowsPerBody,
        connections,
        rates);
  }

  public Limits withBodyTime(Duration time) {
    return new Limits(
        headBytes, headTime, idle, bodyRate, time, bodiesInFlight, rowsPerBody, connections, rates);
  }

  public Limits withBodiesInFlight(long bytes) {
    return new Limits(
        headBytes, headTime, idle, bodyRate, bodyTime, bytes, rowsPerBody, connections, rates);
  }

  public Limits withRowsPerBody(int rows) {
    return new Limits(
        headBytes, headTime, idle, bodyRate, bodyTime, bodiesInFlight, rows, connections, rates);
  }

  public Limits withConnections(Open most) {
    return new Limits(
        headBytes, headTime, idle, bodyRate, bodyTime, bodiesInFlight, rowsPerBody, most, rates);
  }

  public Limits withRates(Rates others) {
    return new Limits(
        headBytes,
        headTime,
        idle,
        bodyRate,
        bodyTime,
        bodiesInFlight,
        rowsPerBody,
        connections,
        others);
  }

  public Limits withRowsPerSecond(long rows) {
    return withRates(
        new Rates(
            rows,
            rates.frontendRowsPerSecond(),
            rates.addressRowsPerSecond(),
            rates.keysPerDay(),
            rates.loginsPerMinute(),
            rates.addressLoginsPerMinute()));
  }
}
