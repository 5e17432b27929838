/**
 * Decisions: made in the online store under the user's lock, published to the log through an
 * outbox.
 */
package io.tastelake.serving.decision;
