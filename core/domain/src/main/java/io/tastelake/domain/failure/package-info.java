/** What is asked of failures, whatever library they come from. */
package io.tastelake.domain.failure;
