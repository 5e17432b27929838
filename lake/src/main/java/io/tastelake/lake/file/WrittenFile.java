package io.tastelake.lake.file;

/**
 * A Parquet file that was written.
 *
 * @param path relative to the table's folder
 * @param size bytes
 * @param modifiedAt Unix milliseconds
 * @param rows how many rows it holds
 * @param minHash the lowest actor hash in it
 * @param maxHash the highest actor hash in it
 * @param recordsOnly whether all its rows are RECORDs
 * @param minTimestamp the lowest timestamp of any row; NaN if none has one
 * @param maxTimestamp the highest timestamp of any row; NaN if none has one
 */
public record WrittenFile(
    String path,
    long size,
    long modifiedAt,
    long rows,
    long minHash,
    long maxHash,
    boolean recordsOnly,
    double minTimestamp,
    double maxTimestamp) {}
