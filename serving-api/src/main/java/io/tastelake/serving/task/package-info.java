/** What runs in the background. */
package io.tastelake.serving.task;
