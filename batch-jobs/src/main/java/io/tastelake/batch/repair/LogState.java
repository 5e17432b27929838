package io.tastelake.batch.repair;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.contracts.lake.InteractionsTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the actions of a Delta log make of a table: its files and sizes, the log position, and what
 * was counted up to it.
 */
final class LogState {

  private static final Set<String> OURS =
      Set.of(InteractionsTable.POSITION_DOMAIN, InteractionsTable.TOTALS_DOMAIN);

  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, String> domains = new HashMap<>();

  /** What one action, a line of a commit or a row of a checkpoint, changes. */
  void apply(JsonNode action) {
    JsonNode add = action.path("add");
    if (add.hasNonNull("path")) {
      sizes.put(key(add), add.path("size").asLong());
    }
    JsonNode remove = action.path("remove");
    if (remove.hasNonNull("path")) {
      sizes.remove(key(remove));
    }
    JsonNode domain = action.path("domainMetadata");
    if (isOurs(domain)) {
      domains.put(name(domain), domain.path("configuration").asText());
    }
  }

  private static boolean isOurs(JsonNode domain) {
    return OURS.contains(name(domain));
  }

  private static String name(JsonNode domain) {
    return domain.path("domain").asText();
  }

  /** A file with another deletion vector is another file to Delta. */
  private static String key(JsonNode file) {
    JsonNode vector = file.path("deletionVector");
    return file.path("path").asText()
        + '\n'
        + vector.path("pathOrInlineDv").asText("")
        + '\n'
        + vector.path("offset").asText("");
  }

  /** Whether a checksum file says the same, as far as it says anything. */
  boolean agreesWith(JsonNode checksum) {
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    boolean sameDomains = true;
    for (JsonNode domain : checksum.path("domainMetadata")) {
      sameDomains &=
          !isOurs(domain)
              || domain
                  .path("configuration")
                  .asText()
                  .equals(domains.getOrDefault(name(domain), ""));
    }
    return sameDomains
        && checksum.path("numFiles").asLong(sizes.size()) == sizes.size()
        && checksum.path("tableSizeBytes").asLong(bytes) == bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogState state
        && sizes.keySet().equals(state.sizes.keySet())
        && domains.equals(state.domains);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sizes.keySet(), domains);
  }
}
