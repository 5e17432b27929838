/** Models: item factors, loaded once per task manager and let go when they are not wanted. */
package io.tastelake.stream.model;
