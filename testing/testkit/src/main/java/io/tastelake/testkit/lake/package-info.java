/** The lake, as the stream writes it. */
package io.tastelake.testkit.lake;
