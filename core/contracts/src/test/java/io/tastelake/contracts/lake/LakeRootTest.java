package io.tastelake.contracts.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LakeRootTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/data/lake",
        "file:///data/lake/",
        "FILE:/data",
        "hdfs://name/lake",
        "lake",
        "s3a://bucket/lake",
        "S3A://bucket/lake",
        "gs://bucket/lake",
        "abfs://c@a.dfs.core.windows.net/lake",
        "abfss://c@a.dfs.core.windows.net/lake"
      })
  void acceptsWhereCommitsAreAtomic(String root) {
    assertThat(LakeRoot.requireAtomicCommits(URI.create(root))).isEqualTo(URI.create(root));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wasb",
        "wasbs",
        "adl",
        "oss",
        "cosn",
        "obs",
        "swift",
        "o3fs",
        "ofs",
        "viewfs",
        "webhdfs",
        "http",
        "memory",
        "GCS",
        "s3express"
      })
  void refusesEveryOtherSchemeAndSaysWhyAndWhatToDo(String scheme) {
    URI root = URI.create(scheme + "://key:secret@bucket/lake");
    assertThatThrownBy(() -> LakeRoot.requireAtomicCommits(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + scheme.toLowerCase(java.util.Locale.ROOT) + ":'")
        .hasMessageContaining("acknowledged events are lost")
        .hasMessageContaining("put the lake on a local disk (file:), HDFS (hdfs:), S3 (s3a:)")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "s3n", "S3"})
  void tellsToWriteS3aWhereAnotherClientIsNamed(String scheme) {
    URI root = URI.create(scheme + "://key:secret@bucket/lake");
    assertThatThrownBy(() -> LakeRoot.requireAtomicCommits(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write s3a:// instead")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake", "/data/lake"})
  void withoutASchemeTheDefaultFileSystemDecides(String root) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", "hdfs://name");
    assertThat(LakeRoot.requireAtomicCommits(URI.create(root), configuration))
        .isEqualTo(URI.create(root));
    configuration.set("fs.defaultFS", "oss://bucket");
    assertThatThrownBy(() -> LakeRoot.requireAtomicCommits(URI.create(root), configuration))
        .hasMessageContaining("'oss:'");
  }
}
