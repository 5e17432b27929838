/** History: the lake's rows as a bounded source, before the log goes on where they end. */
package io.tastelake.stream.history;
