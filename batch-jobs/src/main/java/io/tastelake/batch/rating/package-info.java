/** Ratings: recomputed from the whole history, and held against what the stream keeps online. */
package io.tastelake.batch.rating;
