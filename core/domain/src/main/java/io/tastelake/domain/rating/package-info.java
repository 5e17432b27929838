/** How much somebody likes something: what interactions say of it. */
package io.tastelake.domain.rating;
