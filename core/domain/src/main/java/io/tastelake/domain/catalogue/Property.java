package io.tastelake.domain.catalogue;

/**
 * A property that entries of one kind may have.
 *
 * @param slot names its values where they are stored: a property that is deleted and created again
 *     has another one, and no values
 * @param repeated whether an entry has a list of values
 */
public record Property(long slot, String name, PropertyType type, boolean repeated) {}
