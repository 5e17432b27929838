/** The seam between users of the online store: its migrations. */
package io.tastelake.contracts.store;
