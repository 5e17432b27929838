/**
 * The online store: the pool of connections to it, its schema, and the secrets that instances
 * share.
 */
package io.tastelake.serving.store;
