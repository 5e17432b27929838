/** The console in a real browser. */
package io.tastelake.e2e.console;
