/** Taste: item factors trained from ratings, published with users' vectors, and evaluated. */
package io.tastelake.batch.taste;
