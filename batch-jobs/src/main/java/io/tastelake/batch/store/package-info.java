/** The online store, as jobs connect to it. */
package io.tastelake.batch.store;
