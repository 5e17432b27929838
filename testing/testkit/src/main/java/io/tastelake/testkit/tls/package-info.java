/** Certificates, and servers that show them. */
package io.tastelake.testkit.tls;
