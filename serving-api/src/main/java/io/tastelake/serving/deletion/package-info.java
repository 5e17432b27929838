/** Forgetting users: at once for every read, and later from the disks. */
package io.tastelake.serving.deletion;
