package io.tastelake.serving.fairness;

/** Memory that holders share, in units. Thread-safe. */
public final class FairMemory {

  private final FairShares units;

  /**
   * Shares out memory.
   *
   * @param generosity a holder has at most so many times what stays free
   */
  public FairMemory(int units, int generosity) {
    this.units = new FairShares(units, generosity, 1);
  }

  /** What one work of a holder holds: nothing yet. */
  public Share share(String holder) {
    return new Share(holder);
  }

  /** What one work holds; of one thread. */
  public final class Share {

    private final String holder;
    private int held;

    private Share(String holder) {
      this.holder = holder;
    }

    /**
     * Holds so many units from now on, in place of those before.
     *
     * @return false if others hold too much; then this holds nothing
     */
    public boolean hold(int wanted) {
      for (; held > wanted; held--) {
        units.giveBack(holder);
      }
      for (; held < wanted; held++) {
        if (!units.take(holder)) {
          release();
          return false;
        }
      }
      return true;
    }

    public void release() {
      boolean unused = hold(0);
    }
  }
}
