/** Anonymous sessions, and whose they turned out to be. */
package io.tastelake.serving.session;
