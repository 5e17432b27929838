package io.tastelake.stream.store;

import io.tastelake.domain.taste.Centre;

/**
 * A trained model: how users are folded into it.
 *
 * @param id a UUID, unique across databases
 * @param rank how many factors each item has
 * @param alpha how much confidence grows with a rating's distance from the centre
 * @param lambda the regularization
 * @param centre above it are likes
 */
public record ModelSettings(String id, int rank, double alpha, double lambda, Centre centre) {}
