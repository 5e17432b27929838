/** What parameters would do to ratings, before they are set. */
package io.tastelake.serving.preview;
