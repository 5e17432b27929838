/** Taste vectors: where users stand among the factors of items. */
package io.tastelake.domain.taste;
