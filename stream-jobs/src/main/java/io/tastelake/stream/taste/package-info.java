/** The job {@code update-taste}: ratings and taste vectors follow every interaction. */
package io.tastelake.stream.taste;
