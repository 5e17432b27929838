/** Measures recommendations of a whole standalone with a large catalogue. */
package io.tastelake.bench.recommend;
