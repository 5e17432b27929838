package io.tastelake.lake.file;

import java.io.Serializable;

/**
 * A Parquet file that is written and not yet committed.
 *
 * @param path relative to the table's folder
 * @param size bytes
 * @param modifiedAt Unix milliseconds
 * @param rows how many rows it holds
 * @param minHash the lowest actor hash in it
 * @param maxHash the highest actor hash in it
 * @param recordsOnly whether all its rows are RECORDs, so that it may be skipped by content
 * @param minTimestamp the lowest timestamp of any row; NaN if none has one
 * @param maxTimestamp the highest timestamp of any row; NaN if none has one
 */
public record DataFile(
    String path,
    long size,
    long modifiedAt,
    long rows,
    long minHash,
    long maxHash,
    boolean recordsOnly,
    double minTimestamp,
    double maxTimestamp)
    implements Serializable {}
