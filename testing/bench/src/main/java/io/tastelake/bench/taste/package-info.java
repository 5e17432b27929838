/** P4 and P7: how soon and at what cost interactions become taste. */
package io.tastelake.bench.taste;
