/** What clients ask for and batch jobs do. */
package io.tastelake.batch.task;
