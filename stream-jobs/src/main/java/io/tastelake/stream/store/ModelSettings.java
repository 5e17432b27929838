package io.tastelake.stream.store;

/**
 * A trained model: how users are folded into it.
 *
 * @param id a UUID, unique across databases
 * @param rank how many factors each item has
 * @param alpha how much confidence grows with a rating's distance from neutral
 * @param lambda the regularization
 */
public record ModelSettings(String id, int rank, double alpha, double lambda) {}
