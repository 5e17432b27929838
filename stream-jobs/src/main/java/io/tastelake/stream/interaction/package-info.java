/** Interactions as streams keep them: the domain's join, entry by entry in keyed state. */
package io.tastelake.stream.interaction;
