package io.tastelake.lake.file;

/**
 * A file of the table. Files never change, so what is read of one may be kept under its location.
 *
 * @param location absolute, with its scheme
 * @param size bytes
 */
public record StoredFile(String location, long size) {}
