/** The online store, on a real PostgreSQL. */
package io.tastelake.testkit.store;
