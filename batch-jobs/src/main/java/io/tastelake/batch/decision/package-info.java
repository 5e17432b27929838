/** What was decided online and told to the log: given ratings, and whose sessions are. */
package io.tastelake.batch.decision;
