/** Batch jobs as processes of their own, by hand and by the clock. */
package io.tastelake.standalone.job;
