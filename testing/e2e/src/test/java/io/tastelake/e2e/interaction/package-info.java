/** Interactions in over HTTP, and out again. */
package io.tastelake.e2e.interaction;
