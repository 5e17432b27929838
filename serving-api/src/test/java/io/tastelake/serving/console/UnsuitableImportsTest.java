package io.tastelake.serving.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files and columns that cannot be imported. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsuitableImportsTest {

  private final TestApi api;
  private FileForms forms;

  UnsuitableImportsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void open() {
    String database = api.createReadyDatabase("unsuitable", "uint32", "uint32");
    forms = new FileForms(ConsoleVisitor.of(api, TestApi.ROOT, database));
  }

  @ParameterizedTest
  @CsvSource({
    "user,'',Choose the columns",
    "timestamp,99,Choose the columns",
    "constant_type,view,Choose the column that holds types",
    "format,yyyy-nonsense,Timestamps: a timestamp format is",
    "zone,Middle/Earth,Timestamps: there is no time zone",
    "properties,4,not both",
  })
  void columnsThatDoNotFitAreSaid(String field, String value, String problem) {
    HttpResponse<String> sent = forms.upload("past.csv", ImportPagesTest.FILE);
    HttpResponse<String> answer = forms.step(sent, "write", ImportPagesTest.with(field, value));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(problem);
  }

  @Test
  void filesThatAreNoneAreSaid() {
    assertThat(forms.upload("", ImportPagesTest.FILE).body()).contains("Choose a file.");
    assertThat(forms.upload("empty.csv", "").body()).contains("it is empty");
    FileForms.Chosen latin = new FileForms.Chosen("l.csv", "M\u00f6bel\n", ISO_8859_1);
    assertThat(forms.upload(latin, "comma").body()).contains("its header is not valid UTF-8");
    assertThat(forms.upload("wide.csv", "c,".repeat(300) + "\n").body()).contains("301 columns");
    FileForms.Chosen semicolons = FileForms.Chosen.of("s.csv", "user;item\n1;2\n");
    assertThat(forms.upload(semicolons, "semicolon").body()).contains("<bdi>item</bdi>");
  }

  @Test
  void nothingIsStoredWhereTheApiStoresNothing() {
    String unset = api.createDatabase("imported-unset", "uint32", "uint32");
    FileForms visit = new FileForms(ConsoleVisitor.of(api, TestApi.ROOT, unset));
    HttpResponse<String> sent = visit.upload("past.csv", ImportPagesTest.FILE);
    HttpResponse<String> done = visit.step(sent, "write", ImportPagesTest.COLUMNS);
    assertThat(done.body())
        .contains("0 rows stored so far.", "no implicit-to-explicit parameters", "Go on");
    assertThat(api.interactions.events(new DatabaseId(unset))).isEmpty();
  }
}
