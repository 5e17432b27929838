package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.http.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What bounds imports: their size, and the rate of their account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeImportsTest {

  private static final int ROWS_PER_SECOND = 400;
  private static final int TOO_MUCH = (10 << 20) + 1;

  private TestApi api;
  private String database;
  private FileForms forms;

  @BeforeAll
  void start() throws IOException {
    api =
        TestApi.start(
            TestApi.settings()
                .withMaxBodyBytes(32 << 20)
                .withLimits(Limits.defaults().withRowsPerSecond(ROWS_PER_SECOND)));
    database = api.createReadyDatabase("large", "uint32", "uint32");
    forms = new FileForms(ConsoleVisitor.of(api, TestApi.ROOT, database));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aFileOfTenMebibytesIsTakenAndALargerOneIsNot() {
    String header = "user,item,type,time\n";
    String row = "1,1,view,1\n";
    String rest = "\n".repeat(TOO_MUCH - 1 - header.length() - row.length());
    assertThat(forms.upload("largest.csv", header + row + rest).statusCode()).isEqualTo(200);
    HttpResponse<String> larger = forms.upload("larger.csv", header + row + rest + "\n");
    assertThat(larger.statusCode()).isEqualTo(400);
    assertThat(larger.body()).contains("larger than 10 MiB").doesNotContain("name=\"packed\"");
    HttpResponse<String> unread = forms.upload("much.csv", " ".repeat(16 << 20));
    assertThat(unread.statusCode()).isEqualTo(400);
    assertThat(unread.body()).contains("larger than 10 MiB");
  }

  @Test
  void whatUnpacksToMoreIsNotUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 200; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    Map<String, String> fields =
        new HashMap<>(FileForms.carried(forms.upload("a.csv", "user,item,type,time\n")));
    fields.put("packed", Base64.getEncoder().encodeToString(packed.toByteArray()));
    fields.put("step", "check");
    HttpResponse<String> answer = forms.send(fields, null);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("larger than 10 MiB");
  }

  @Test
  void anImportTakesTheRowsOfItsAccount() {
    StringBuilder rows = new StringBuilder("user,item,type,time\n");
    for (int i = 1; i <= 2_000; i++) {
      rows.append(i).append(",1,view,1714979289\n");
    }
    String token = api.serviceToken("importer", "manager", database, "");
    FileForms importer = new FileForms(ConsoleVisitor.of(api, "importer", database));
    HttpResponse<String> sent = importer.upload("rows.csv", rows.toString());
    Map<String, String> columns = Map.of("user", "0", "item", "1", "type", "2", "timestamp", "3");
    long began = System.nanoTime();
    HttpResponse<String> done = importer.step(sent, "write", columns);
    assertThat(done.body()).contains("2,000 rows stored, 0 rejected.");
    assertThat((System.nanoTime() - began) / 1e9)
        .as("seconds: the second thousand waits until the first has flowed in")
        .isGreaterThan((1_000.0 - ROWS_PER_SECOND) / ROWS_PER_SECOND / 2);
    assertThat(api.send("GET", "/databases/current/", token, null).status())
        .as("the account is in debt")
        .isEqualTo(429);
  }
}
