/** Samples of what is served, and what came of recomputing them. */
package io.tastelake.serving.parity;
