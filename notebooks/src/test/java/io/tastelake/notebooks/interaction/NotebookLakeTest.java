package io.tastelake.notebooks.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

final class NotebookLakeTest {

  @Test
  void aLakeWithoutAtomicCommitsIsRefusedBeforeASessionOpens() {
    assertThatThrownBy(() -> NotebookLake.open("oss://bucket/lake"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A lake on 'oss:' is refused: ");
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }
}
