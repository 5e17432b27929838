/** The catalogue: properties of items and users. */
package io.tastelake.serving.catalogue;
