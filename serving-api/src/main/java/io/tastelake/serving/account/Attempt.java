package io.tastelake.serving.account;

/**
 * One try to log in with a password.
 *
 * @param way {@code service} or {@code person}: the same text names two accounts
 * @param login a service account's name or a person's address
 * @param address where it comes from
 */
record Attempt(String way, String login, String address) {}
