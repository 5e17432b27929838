/** Figures, measured: not tests, they never fail a build. */
package io.tastelake.bench;
