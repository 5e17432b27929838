/** How commits become visible on a local disk: atomically and durably. */
package io.tastelake.lake.log;
