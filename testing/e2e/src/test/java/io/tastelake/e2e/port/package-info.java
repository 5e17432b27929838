/** Who gets in where a running standalone listens. */
package io.tastelake.e2e.port;
