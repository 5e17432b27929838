/**
 * The whole loop at a constant rate: how far lake and taste are behind, and what an event costs.
 */
package io.tastelake.bench.loop;
