/** Pages for people, at {@code /console}: all that they show and do, they ask of the API. */
package io.tastelake.serving.console;
