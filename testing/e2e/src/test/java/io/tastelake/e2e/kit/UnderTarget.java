package io.tastelake.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary folders below {@code target}, so that what a failed test leaves can be looked at. */
public final class UnderTarget implements TempDirFactory {

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    return create(test.getRequiredTestClass().getSimpleName());
  }

  /** A new folder whose name begins with {@code name}. */
  public static Path create(String name) throws IOException {
    Path parent = Path.of("target", "e2e").toAbsolutePath();
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent, name + "-");
  }
}
