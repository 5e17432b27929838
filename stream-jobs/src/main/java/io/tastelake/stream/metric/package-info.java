/** What the Flink jobs count and measure. */
package io.tastelake.stream.metric;
