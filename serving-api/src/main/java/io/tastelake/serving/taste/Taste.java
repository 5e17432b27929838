package io.tastelake.serving.taste;

/**
 * What somebody likes, in the terms of a model.
 *
 * @param timestamp up to when it counts what was taken in, Unix seconds
 */
record Taste(Model model, TasteVector vector, double timestamp) {}
