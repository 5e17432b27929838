/** What it costs to write and read an event between tasks. */
package io.tastelake.bench.serializer;
