package io.tastelake.e2e.imports;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Interactions of one user as Parquet, written by no part of ours. */
final class ParquetFile {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message interaction {
            required binary user_id (STRING);
            required int64 item_id;
            required binary interaction_type (STRING);
            required int64 timestamp (TIMESTAMP(MICROS, true));
          }
          """);

  private ParquetFile() {}

  static void write(Path file, int rows) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(SCHEMA).build()) {
      for (int i = 0; i < rows; i++) {
        writer.write(
            groups
                .newGroup()
                .append("user_id", "parquet")
                .append("item_id", 1_000L + i)
                .append("interaction_type", "view")
                .append("timestamp", (1_700_000_000L + i) * 1_000_000));
      }
    }
  }
}
