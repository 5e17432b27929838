package io.tastelake.bench.load;

/** One client's way of asking again and again; one thread uses it. */
public interface Lane extends AutoCloseable {

  /** Opens a lane for one more client. */
  interface Opener {
    Lane open() throws Exception;
  }

  /**
   * Makes one request and waits for its answer.
   *
   * @param number counts all lanes' requests from 0
   * @throws Exception if the answer is not what it should be, which ends the run
   */
  void request(long number) throws Exception;

  @Override
  void close();
}
