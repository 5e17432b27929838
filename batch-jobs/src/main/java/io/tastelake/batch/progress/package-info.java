/** How far a job is, for people who watch it and for logs. */
package io.tastelake.batch.progress;
