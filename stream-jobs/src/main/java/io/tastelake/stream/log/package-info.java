/** The log as streams see it: records with their places, offsets passed, dead letters. */
package io.tastelake.stream.log;
