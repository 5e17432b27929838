/** How things are measured and shown, whatever they are. */
package io.tastelake.bench.measure;
