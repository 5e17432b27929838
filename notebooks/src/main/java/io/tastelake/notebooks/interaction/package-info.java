/** The lake as notebooks read it. */
package io.tastelake.notebooks.interaction;
