/** Work for what is measured: seeded events, and requests at a pace. */
package io.tastelake.bench.load;
