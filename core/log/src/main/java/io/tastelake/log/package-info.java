/**
 * The event log: what appends to it, its topics and offsets, and whether it can continue the lake.
 */
package io.tastelake.log;
