package io.tastelake.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobSummaryTest {

  @Test
  void isALineForEachStep() {
    String printed =
        "{\"job\":\"nightly\",\"compact\":{\"job\":\"compact\",\"lake\":\"file:/x\",\"moves\":1,"
            + "\"rows_written\":20000,\"tables_vacuumed\":0,\"seconds\":3.5},"
            + "\"evaluate\":{\"job\":\"evaluate\",\"seconds\":2.0},\"seconds\":9.1}";
    assertThat(JobSummary.of(printed).orElseThrow().lines())
        .containsExactly(
            "compact              moves 1, rows written 20000, seconds 3.5",
            "evaluate             seconds 2.0");
  }

  @Test
  void otherLinesAreNone() {
    assertThat(JobSummary.of("database  users  recall@20")).isEmpty();
    assertThat(JobSummary.of("17")).isEmpty();
    assertThat(JobSummary.of("")).isEmpty();
  }
}
