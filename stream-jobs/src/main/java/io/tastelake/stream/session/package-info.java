/** Sessions: whose they turn out to be, and what of them counts as their owner's. */
package io.tastelake.stream.session;
