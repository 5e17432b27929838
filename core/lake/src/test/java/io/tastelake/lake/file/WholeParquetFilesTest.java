package io.tastelake.lake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultIntVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeParquetFilesTest {

  private static final String NAME = "00000000000000000010.checkpoint.parquet";

  private final Engine engine = LakeEngine.with(new Configuration());

  @TempDir private Path folder;

  @Test
  void aWriteThatFailsHalfwayLeavesNothing() throws IOException {
    assertThatThrownBy(() -> write(batches(1, WholeParquetFilesTest::failAtTheThird)))
        .hasMessageContaining("cancelled");
    assertThat(folder).isEmptyDirectory();

    write(batches(1, batch -> {}));
    assertThat(filesIn(folder)).containsExactly(NAME);
  }

  @Test
  void untilItIsWholeNothingHasTheName() throws IOException {
    write(batches(1, batch -> assertThat(folder.resolve(NAME)).doesNotExist()));
    assertThat(folder.resolve(NAME)).exists();
  }

  @Test
  void ofTwoThatWriteOneNameTheFirstStays() throws IOException {
    write(batches(1, batch -> {}));
    byte[] first = Files.readAllBytes(folder.resolve(NAME));

    assertThatThrownBy(() -> write(batches(7, batch -> {})))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(folder.resolve(NAME)).hasBinaryContent(first);
    assertThat(filesIn(folder)).containsExactly(NAME);
  }

  private static void failAtTheThird(int batch) {
    if (batch == 3) {
      throw new IllegalStateException("cancelled");
    }
  }

  private void write(CloseableIterator<FilteredColumnarBatch> rows) throws IOException {
    engine
        .getParquetHandler()
        .writeParquetFileAtomically(folder.resolve(NAME).toUri().toString(), rows);
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Some batches of one number each; {@code before} is called before each of them. */
  private static CloseableIterator<FilteredColumnarBatch> batches(int number, IntConsumer before) {
    return new CloseableIterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return given < 5;
      }

      @Override
      public FilteredColumnarBatch next() {
        before.accept(++given);
        return batch(number + given);
      }

      @Override
      public void close() {}
    };
  }

  private static FilteredColumnarBatch batch(int number) {
    StructType schema = new StructType().add("number", IntegerType.INTEGER);
    ColumnVector numbers =
        new DefaultIntVector(IntegerType.INTEGER, 1, Optional.empty(), new int[] {number});
    return new FilteredColumnarBatch(
        new DefaultColumnarBatch(1, schema, new ColumnVector[] {numbers}), Optional.empty());
  }
}
