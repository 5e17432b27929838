/** Writes that carry an Idempotency-Key, as the online store remembers them. */
package io.tastelake.serving.idempotency;
