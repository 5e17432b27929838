/** What a running standalone shows of what it is told. */
package io.tastelake.e2e.secret;
