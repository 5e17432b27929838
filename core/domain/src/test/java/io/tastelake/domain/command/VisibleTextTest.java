package io.tastelake.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void whatATerminalObeysIsSpelledOut() {
    assertThat(VisibleText.of("a\u001b]0;b\u0007\r\n\u009b2J\u202e\u2028c"))
        .isEqualTo("a\\u001b]0;b\\u0007\\u000d\\u000a\\u009b2J\\u202e\\u2028c");
    assertThat(VisibleText.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void otherTextIsLeftAlone() {
    assertThat(VisibleText.of("größe 大 😀 \\ $1")).isEqualTo("größe 大 😀 \\ $1");
  }

  @Test
  void linesStayLines() {
    assertThat(VisibleText.ofLines("a\n\tb\r\u001b")).isEqualTo("a\n\tb\\u000d\\u001b");
  }
}
