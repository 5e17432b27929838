package io.tastelake.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jobs that pages tell a data engineer to run end well, in their order, on one database. */
@ExtendWith(SharedSystem.Extension.class)
class JobPagesTest {

  private static final Path DOCS = Path.of(System.getProperty("tastelake.root"), "docs");
  private static final Pattern JOB = Pattern.compile("(?m)^ *\\./tastelake job ([^#\n]*)");
  private static final int CUSTOMERS = 30;
  private static final int BOUGHT = 12;

  private final SharedSystem system;
  private final Path folder;

  JobPagesTest(SharedSystem system) throws IOException {
    this.system = system;
    this.folder = UnderTarget.create("JobPagesTest");
  }

  @Test
  void whatPagesShowRuns() throws IOException {
    Tenant tenant = system.bareTenant(Tenant.Ids.TEXT);
    tenant
        .client()
        .put(
            "/databases/current/implicit-to-explicit/",
            Map.of(
                "interaction_types",
                Map.of("purchase", Map.of("strength", 10)),
                "half_life_days",
                30,
                "saturation",
                10))
        .ok();
    writeHistory();
    List<String> printed = new ArrayList<>();
    for (String page : List.of("quickstart.md", "evaluation.md", "python/README.md")) {
      for (List<String> job : jobs(page, tenant.database().value())) {
        printed.add(job.get(0) + "\n" + SparkJobs.run(folder, job));
      }
    }
    assertThat(tenant.client().list("/users/customer-0/interactions-bulk/", 500)).hasSize(BOUGHT);
    assertThat(folder.resolve("rejects.jsonl")).content().contains("nobody-knows-when");
    assertThat(folder.resolve("lake.sql")).content().contains("CREATE");
    assertThat(printed)
        .anyMatch(each -> each.startsWith("databases\n") && each.contains("tenant-"))
        .anyMatch(each -> each.startsWith("import\n") && each.contains("dry run"))
        .anyMatch(each -> each.startsWith("nightly\n") && each.contains("popularity"))
        .anyMatch(each -> each.startsWith("tune\n"));
  }

  private void writeHistory() throws IOException {
    StringBuilder rows = new StringBuilder("customer,sku,time\nann,lamp,nobody-knows-when\n");
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      for (int item = 0; item < BOUGHT; item++) {
        int sku = (customer % 3) * BOUGHT + (item * 7 + customer) % (BOUGHT * 2);
        rows.append("customer-%d,sku-%d,%d%n".formatted(customer, sku, 1_790_000_000 + item * 99));
      }
    }
    Files.writeString(folder.resolve("history.csv"), rows);
  }

  /** The jobs of a page, with this installation, database and folder for those of the page. */
  private List<List<String>> jobs(String page, String database) throws IOException {
    List<List<String>> jobs = new ArrayList<>();
    Matcher found = JOB.matcher(Files.readString(DOCS.resolve(page)));
    while (found.find()) {
      List<String> job = new ArrayList<>();
      for (String word : found.group(1).replace(" --data data", "").strip().split(" ", -1)) {
        job.add(
            switch (word) {
              case "ID", "my-shop" -> database;
              case "history.csv", "rejects.jsonl", "lake.sql" -> folder.resolve(word).toString();
              default -> word;
            });
      }
      if (job.get(0).equals("nightly")) {
        job.addAll(List.of("--database", database));
      }
      job.addAll(system.installation());
      jobs.add(job);
    }
    assertThat(jobs).as(page).isNotEmpty();
    return jobs;
  }
}
