/** What stands before Flink's REST server. */
package io.tastelake.standalone.web;
