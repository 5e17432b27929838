/** The API as one thing: what it needs, and how it is started. */
package io.tastelake.serving;
