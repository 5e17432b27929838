/** The command line: demo, up, status, stop. */
package io.tastelake.standalone.cli;
