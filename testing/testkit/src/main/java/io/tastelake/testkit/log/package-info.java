/** The log, on a real broker. */
package io.tastelake.testkit.log;
