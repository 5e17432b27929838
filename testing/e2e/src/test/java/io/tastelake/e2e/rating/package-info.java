/** One truth: what stream, batch and API make of the same interactions. */
package io.tastelake.e2e.rating;
