/** What a shop tells of its items and users: named properties of fixed types. */
package io.tastelake.domain.catalogue;
