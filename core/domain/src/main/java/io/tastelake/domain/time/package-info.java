/** Letting time pass. */
package io.tastelake.domain.time;
