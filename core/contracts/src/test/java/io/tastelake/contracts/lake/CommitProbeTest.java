package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.s3.Condition;
import io.tastelake.s3.Fate;
import io.tastelake.s3.S3Emulator;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommitProbeTest {

  private final Configuration configuration = new Configuration();
  private S3Emulator s3;

  @BeforeEach
  void startTheStore() throws IOException {
    s3 = S3Emulator.start();
  }

  @AfterEach
  void stopTheStore() {
    s3.close();
  }

  @Test
  void aStoreThatHonoursTheConditionIsAcceptedAndLeftAsItWas() {
    LakeRoot.probeAtomicCommits(s3.folder("lake"), configuration);
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(names = "HONOURED", mode = EnumSource.Mode.EXCLUDE)
  void aStoreThatDoesNotIsRefusedWithCauseAndRemedy(Condition condition) {
    s3.honour(condition);
    assertThatThrownBy(() -> LakeRoot.probeAtomicCommits(s3.folder("lake"), configuration))
        .isInstanceOf(CommitsNotAtomicException.class)
        .hasMessageContaining("'s3a:'")
        .hasMessageContaining("both succeeded (pair 1 of 20)")
        .hasMessageContaining("acknowledged events are lost")
        .hasMessageContaining("If-None-Match");
    assertNothingLeft();
  }

  @Test
  void aStoreThatCannotBeWrittenToIsRefused() {
    s3.decide((method, path) -> method.equals("PUT") ? Fate.FORBIDDEN : Fate.SERVED);
    assertThatThrownBy(() -> LakeRoot.probeAtomicCommits(s3.folder("lake"), configuration))
        .isInstanceOf(CommitsNotAtomicException.class)
        .hasMessageContaining("the bucket's name, the endpoint and the permissions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/nowhere/lake", "hdfs://nobody/lake"})
  void whatIsKnownToBeAtomicIsNotAsked(String root) {
    assertThatCode(() -> LakeRoot.probeAtomicCommits(URI.create(root), configuration))
        .doesNotThrowAnyException();
  }

  /** But for the marker of the folder, which Hadoop writes when it empties one. */
  private void assertNothingLeft() {
    assertThat(s3.keys("lake/")).isSubsetOf("lake/");
  }
}
