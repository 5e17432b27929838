package io.tastelake.batch;

import org.apache.spark.SparkException;

/** A failure as Spark throws it: checked, and declared by none of the methods that it leaves. */
public final class Undeclared {

  private Undeclared() {}

  /** Throws it; the result is there for the compiler. */
  public static RuntimeException failure(String message) {
    return Undeclared.<RuntimeException>thrown(new SparkException(message));
  }

  // nobody casts: the type is gone when it is thrown
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E thrown(Exception failure) throws E {
    throw (E) failure;
  }
}
