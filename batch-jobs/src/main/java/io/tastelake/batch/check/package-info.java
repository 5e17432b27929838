/** Looks at the lake with an engine that shares no code with the API's reader. */
package io.tastelake.batch.check;
