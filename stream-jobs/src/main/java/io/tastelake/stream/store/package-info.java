/** The online store as streams see it: what ratings depend on, and where taste is written. */
package io.tastelake.stream.store;
