/** Forgetting users: from the disks, after every read already hides them. */
package io.tastelake.batch.deletion;
