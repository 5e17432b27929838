/** What was done: events as the log keeps them, and the join that turns them into current state. */
package io.tastelake.domain.interaction;
