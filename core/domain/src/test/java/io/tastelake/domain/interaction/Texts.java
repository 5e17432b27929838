package io.tastelake.domain.interaction;

import java.nio.charset.StandardCharsets;

/** Which random texts are text: a lone surrogate has no UTF-8 form and reaches no event. */
final class Texts {

  private Texts() {}

  static boolean encodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
