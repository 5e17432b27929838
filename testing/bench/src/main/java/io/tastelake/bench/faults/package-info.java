/** Random faults under load, and whether all that was acknowledged is there in the end. */
package io.tastelake.bench.faults;
