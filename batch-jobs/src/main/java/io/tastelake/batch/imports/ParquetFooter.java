package io.tastelake.batch.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** What a Parquet file says of its columns; read without Spark. */
record ParquetFooter(MessageType schema) {

  /**
   * Reads it.
   *
   * @throws UnsuitableFileException if the file is no Parquet file; the message continues one about
   *     it
   */
  static ParquetFooter of(SourceFile file, Files files) {
    try (ParquetFileReader reader = ParquetFileReader.open(files.parquet(file.uri()))) {
      return new ParquetFooter(reader.getFooter().getFileMetaData().getSchema());
    } catch (IOException | RuntimeException e) { // Parquet's own say what is no Parquet file
      throw new UnsuitableFileException("it cannot be read as Parquet: " + e.getMessage(), e);
    }
  }

  /** Its columns, and what is within them by its path. */
  List<String> header() {
    List<String> header = new ArrayList<>();
    schema.getFields().forEach(field -> header.add(field.getName()));
    List<String> paths = new ArrayList<>();
    schema.getFields().forEach(field -> collect(field.getName(), field, paths));
    paths.stream().filter(path -> !header.contains(path)).forEach(header::add);
    return header;
  }

  private static void collect(String path, Type type, List<String> paths) {
    if (isStruct(type)) {
      for (Type field : type.asGroupType().getFields()) {
        String within = path + "." + field.getName();
        paths.add(within);
        collect(within, field, paths);
      }
    }
  }

  private static boolean isStruct(Type type) {
    return !type.isPrimitive()
        && type.getLogicalTypeAnnotation() == null // lists and maps have one
        && !type.isRepetition(Repetition.REPEATED);
  }

  /** The columns of timestamps that count nanoseconds. */
  Set<String> nanos() {
    return schema.getFields().stream()
        .filter(
            field ->
                field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                    && time.getUnit() == TimeUnit.NANOS)
        .map(Type::getName)
        .collect(Collectors.toSet());
  }
}
