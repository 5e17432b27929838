/** What the parts of a standalone measure, for the one page of metrics that it serves. */
package io.tastelake.standalone.metric;
