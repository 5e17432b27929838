/** Parts that reach each other over TLS. */
package io.tastelake.e2e.tls;
