/** What an instance of the API says of itself to Prometheus. */
package io.tastelake.serving.metrics;
