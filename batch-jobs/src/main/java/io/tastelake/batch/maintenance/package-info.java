/** What jobs that rewrite the lake have in common: one of them at a time. */
package io.tastelake.batch.maintenance;
