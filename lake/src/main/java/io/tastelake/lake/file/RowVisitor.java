package io.tastelake.lake.file;

/** Is shown rows one by one. */
@FunctionalInterface
public interface RowVisitor {

  void row(RowBlock block, int row);
}
