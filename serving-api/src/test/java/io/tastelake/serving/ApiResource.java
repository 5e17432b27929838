package io.tastelake.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one {@link TestApi} to all tests that ask for it. */
public final class ApiResource implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestApi.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ApiResource.class))
        .computeIfAbsent(TestApi.class, type -> start(), TestApi.class);
  }

  private static TestApi start() {
    try {
      return TestApi.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
