package io.tastelake.stream.taste;

import java.io.Serializable;

/** Where a job that starts without state takes its generation: above all that were taken before. */
@FunctionalInterface
interface Generations extends Serializable {

  long next() throws Exception;
}
