package io.tastelake.serving.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.lake.file.FileTree;
import io.tastelake.store.ForgetsTable;
import io.tastelake.store.OnlineStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was forgotten, kept outside all backups, so that a restore forgets them again: files of JSON
 * lines, each with what the online store decided since the one before.
 */
public final class ErasureLedger {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "forgets-";

  /** A decision may be committed a while after its time. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private final FileTree folder;

  public ErasureLedger(FileTree folder) {
    this.folder = folder;
  }

  /** A forgotten user or session; times as ISO 8601. */
  record Entry(
      @JsonProperty("database") String database,
      @JsonProperty("kind") String kind,
      @JsonProperty("actor") String actor,
      @JsonProperty("forget") String forget,
      @JsonProperty("forgotten_at") String forgottenAt) {

    Instant at() {
      return Instant.parse(forgottenAt);
    }

    private String key() {
      return forget + kind + actor;
    }
  }

  /** Adds what is not in it yet; returns how many entries. Call it at least once a day. */
  public int add(OnlineStore store, Clock clock) throws IOException {
    List<String> files = files();
    Map<String, Entry> known = new LinkedHashMap<>();
    Instant since = Instant.MIN;
    if (!files.isEmpty()) {
      List<Entry> newest = entries(files.get(files.size() - 1));
      newest.forEach(entry -> known.put(entry.key(), entry));
      since = newest.stream().map(Entry::at).max(Instant::compareTo).orElse(since);
    }
    Instant from = since.equals(Instant.MIN) ? since : since.minus(OVERLAP);
    List<Entry> added = new ArrayList<>();
    store.run(
        connection ->
            new ForgetsTable(connection)
                .forEach(
                    forget -> {
                      Entry entry = entry(forget);
                      if (!entry.at().isBefore(from) && !known.containsKey(entry.key())) {
                        added.add(entry);
                      }
                    }));
    if (!added.isEmpty()) {
      write(PREFIX + "%016d.jsonl".formatted(clock.millis()), added);
    }
    return added.size();
  }

  private static Entry entry(ForgetsTable.Decided forget) {
    return new Entry(
        forget.database().value(),
        forget.actor().kind().name(),
        forget.actor().id(),
        forget.forget().toString(),
        forget.forgottenAt().toString());
  }

  private void write(String name, List<Entry> entries) throws IOException {
    try (OutputStream file = folder.create(name)) {
      for (Entry entry : entries) {
        file.write(JSON.writeValueAsBytes(entry));
        file.write('\n');
      }
    }
  }

  /** All entries of forgets that were decided from a moment on. */
  List<Entry> since(Instant moment) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String file : files()) {
      for (Entry entry : entries(file)) {
        if (!entry.at().isBefore(moment)) {
          entries.put(entry.key(), entry);
        }
      }
    }
    return List.copyOf(entries.values());
  }

  private List<String> files() throws IOException {
    return folder.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
  }

  private List<Entry> entries(String name) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(folder.open(name), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        entries.add(JSON.readValue(line, Entry.class));
      }
    }
    return entries;
  }
}
