/** Batch jobs beside the running system. */
package io.tastelake.e2e.maintenance;
