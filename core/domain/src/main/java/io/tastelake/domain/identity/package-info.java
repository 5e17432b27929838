/** Who did it and to what: typed ids in their canonical form, and the hash that places an actor. */
package io.tastelake.domain.identity;
