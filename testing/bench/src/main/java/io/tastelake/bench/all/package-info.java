/** All benches one after the other, and the page and the chart that come of them. */
package io.tastelake.bench.all;
