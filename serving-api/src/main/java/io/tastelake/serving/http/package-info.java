/** The HTTP side of the API: paths, callers, bodies, answers and errors. */
package io.tastelake.serving.http;
