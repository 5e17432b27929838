package io.tastelake.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.TestBroker;
import io.tastelake.store.TestStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator sets an installation up with these commands and nothing else. */
class AdminTest {

  private static final List<String> ONE_BROKER =
      List.of("--replicas", "1", "--min-insync", "1", "--partitions", "" + TestBroker.PARTITIONS);

  @TempDir static Path folder;

  private static TestBroker broker;
  private static TestStore store;

  /** What a command printed, and how it ended. */
  private record Ended(int exit, String printed) {}

  @BeforeAll
  static void open() {
    broker = new TestBroker(folder.resolve("kafka"));
    store = TestStore.empty();
  }

  @AfterAll
  static void close() {
    store.close();
    broker.close();
  }

  /** What Java would print for nothing is no default. */
  @Test
  void noHelpShowsADefaultThatNobodyCanWrite() {
    Admin.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .as(name)
                    .doesNotContain("Default: Optional", "Default: []", "Default: null"));
  }

  @Test
  void setsAnInstallationUp() throws Exception {
    Ended topics = run(Stream.of("create-topics"), log(), ONE_BROKER.stream());
    assertThat(topics.exit()).as(topics.printed()).isZero();
    assertThat(topics.printed()).startsWith("interactions has id ").hasLineCount(1);

    assertThat(run(Stream.of("migrate"), store())).isEqualTo(new Ended(0, ""));
    Path password = Files.writeString(folder.resolve("password"), "a long pass phrase\n");
    String[] tenant = {
      "create-organization",
      "--name",
      "shop",
      "--root-email",
      "root@shop.example",
      "--root-password-file",
      password.toString()
    };
    Ended created = run(Stream.of(tenant), store());
    assertThat(created.exit()).as(created.printed()).isZero();
    assertThat(created.printed()).startsWith("organization ");
    assertThat(store.rows("SELECT login FROM accounts")).containsExactly("root@shop.example");
    assertThat(run(Stream.of(tenant), store()).exit()).isOne();

    Path lake = folder.resolve("lake");
    Ended withoutLake = doctor(lake);
    assertThat(withoutLake.exit()).isOne();
    assertThat(withoutLake.printed()).contains("online store  ok", "lake          ");
    InteractionsLake.openOrCreate(lake.toUri(), "topic").close();
    Ended well = doctor(lake);
    assertThat(well.exit()).as(well.printed()).isZero();
    assertThat(well.printed()).contains("log           ok", "lake          ok");
    assertThat(run(Stream.of("rotate-keys", "--revoke"), store()).printed()).startsWith("key ");
    listsModelsAndRefusesOneThatThereIsNot(lake);
  }

  @Test
  void encryptsSigningKeysWithAKeyThatLiesOutsideTheStore() throws Exception {
    try (TestStore other = TestStore.start()) {
      String[] at = {"--store", other.url(), "--store-user", other.user()};
      Path keys = Files.writeString(folder.resolve("keys"), "A".repeat(43) + "=\n");
      Path open = Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
      Ended refused = run(Stream.of("seal-keys", "--key-file", open.toString()), Stream.of(at));
      assertThat(refused.exit()).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(refused.printed()).contains("chmod 600");
      assertThat(run(Stream.of("seal-keys"), Stream.of(at)).exit())
          .isEqualTo(CommandLine.ExitCode.USAGE);
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
      assertThat(run(Stream.of("rotate-keys"), Stream.of(at)).exit()).isZero();
      Stream<String> seal = Stream.of("seal-keys", "--key-file", keys.toString());
      assertThat(run(seal, Stream.of(at)).printed()).contains("keys encrypted: 1, deleted: 0");
      assertThat(other.rows("SELECT kid FROM signing_keys WHERE sealed_by IS NULL")).isEmpty();
      Stream<String> doctor =
          Stream.of("doctor", "--lake", "file:///nowhere", "--key-file", keys.toString());
      assertThat(run(doctor, log(), Stream.of(at), ONE_BROKER.stream()).printed())
          .contains("signing keys  ok");
      assertThat(doctor(folder.resolve("nowhere")).printed())
          .contains("signing keys  warning: The keys that sign tokens are not encrypted");
    }
  }

  @Test
  void namesWhatIsWrongWithATopicAndLeavesItAsItIs() {
    Ended ended =
        run(
            Stream.of("create-topics", "--partitions", "5", "--replicas", "1"),
            Stream.of("--min-insync", "1"),
            log());
    assertThat(ended.exit()).isOne();
    assertThat(ended.printed()).contains("Topic 'interactions' has 4 partitions, not 5.");
  }

  @Test
  void saysWhatIsWrongWithPartsThatDoNotAnswer() {
    Ended ended =
        run(
            Stream.of("doctor", "--bootstrap-servers", broker.bootstrapServers()),
            Stream.of("--store", "jdbc:postgresql://127.0.0.1:1/none", "--lake", "file:///nowhere"),
            ONE_BROKER.stream());
    assertThat(ended.exit()).isOne();
    assertThat(ended.printed()).contains("online store  ").doesNotContain("online store  ok");
  }

  @Test
  void refusesALayoutThatLosesOrRefusesWrites() {
    Ended ended = run(Stream.of("create-topics", "--partitions", "4", "--replicas", "1"), log());
    assertThat(ended.exit()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(ended.printed()).contains("2 in-sync replicas are more than the topic's 1 replicas");
  }

  private static void listsModelsAndRefusesOneThatThereIsNot(Path lake) {
    String shop = "shopshopshopshopshop01";
    String organization = store.rows("SELECT id FROM organizations").get(0);
    store.execute(
        "INSERT INTO databases VALUES (?, ?, 'shop', '', 'text', 'text', 'uuid', now())",
        shop,
        organization);
    store.execute("INSERT INTO models VALUES (?, 'one', 8, 40, 0.1, now())", shop);
    assertThat(run(Stream.of("models", "list"), store()).printed())
        .startsWith(shop + "  one  -  ")
        .contains("rank 8, ");
    Ended none =
        run(
            Stream.of("models", "roll-back", "--database", shop, "--model", "two"),
            Stream.of("--lake", lake.toUri().toString()),
            store());
    assertThat(none.exit()).isOne();
    assertThat(none.printed()).contains("has no model two");
  }

  private static Ended doctor(Path lake) {
    return run(
        Stream.of("doctor", "--lake", lake.toUri().toString()),
        log(),
        store(),
        ONE_BROKER.stream());
  }

  private static Stream<String> log() {
    return Stream.of("--bootstrap-servers", broker.bootstrapServers());
  }

  private static Stream<String> store() {
    return Stream.of("--store", store.url(), "--store-user", store.user());
  }

  @SafeVarargs
  private static Ended run(Stream<String>... arguments) {
    List<String> all = new ArrayList<>();
    for (Stream<String> some : arguments) {
      some.forEach(all::add);
    }
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    int exit = Admin.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
    return new Ended(exit, printed.toString());
  }
}
