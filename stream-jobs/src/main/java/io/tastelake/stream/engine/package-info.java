/** The engine: settings and serializers that every job shares. */
package io.tastelake.stream.engine;
