package io.tastelake.batch;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InvalidIdException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a database on the command line. */
public final class DatabaseIdConverter implements ITypeConverter<DatabaseId> {

  @Override
  public DatabaseId convert(String text) {
    try {
      return new DatabaseId(text);
    } catch (InvalidIdException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
