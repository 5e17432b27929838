package io.tastelake.serving.store;

/** Whose request a thread is working on, so that what all share is divided fairly. */
public final class Tenants {

  /** Work of the instance itself, and of callers who are not known yet. */
  static final String NOBODY = "";

  private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> NOBODY);

  private Tenants() {}

  /** Ends the work for a tenant. */
  @FunctionalInterface
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /** Says that this thread works for a tenant until the work is closed. */
  public static Work workFor(String tenant) {
    CURRENT.set(tenant);
    return CURRENT::remove;
  }

  /** Whose request this thread is working on. */
  public static String current() {
    return CURRENT.get();
  }
}
