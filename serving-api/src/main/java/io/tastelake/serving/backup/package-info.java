/** Backups of online store and lake, what was forgotten since, and the way back. */
package io.tastelake.serving.backup;
