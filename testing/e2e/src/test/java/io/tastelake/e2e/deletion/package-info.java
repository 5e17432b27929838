/** Forgetting users on the real stack. */
package io.tastelake.e2e.deletion;
