/** Whether what was served is what follows from the interactions of then. */
package io.tastelake.batch.parity;
