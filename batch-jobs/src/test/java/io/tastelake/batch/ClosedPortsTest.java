package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Where a job alone on its machine listens, no stranger's message is read. */
class ClosedPortsTest {

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final AtomicInteger READ = new AtomicInteger();

  private final SparkSession spark = SharedSpark.session();

  @Test
  void noStrangersObjectIsDeserialized() throws Exception {
    for (int port : List.of(driver(), blocks())) {
      assertThatThrownBy(() -> tell(port, message())).isInstanceOf(RuntimeException.class);
    }
    assertThat(READ).hasValue(0);
  }

  @Test
  void itListensOnLoopbackAlone() {
    assertThat(spark.conf().get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(SparkEnv.get().blockManager().blockManagerId().host()).isEqualTo("127.0.0.1");
    assertThat(spark.sparkContext().uiWebUrl().isEmpty()).isTrue();
  }

  private int driver() {
    return Integer.parseInt(spark.conf().get("spark.driver.port"));
  }

  private static int blocks() {
    return SparkEnv.get().blockManager().blockManagerId().port();
  }

  private static void tell(int port, ByteBuffer message) throws Exception {
    TransportConf settings = new TransportConf("rpc", new MapConfigProvider(Map.of()));
    try (TransportContext context = new TransportContext(settings, new NoOpRpcHandler());
        TransportClientFactory clients = context.createClientFactory();
        TransportClient client = clients.createClient("127.0.0.1", port)) {
      client.sendRpcSync(message, TIMEOUT_MILLIS);
    }
  }

  /** As Spark writes them: from nobody, to an endpoint, and what it is told, as Java has it. */
  private static ByteBuffer message() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(bytes);
    head.writeBoolean(false);
    head.writeBoolean(false);
    head.writeUTF("endpoint-verifier");
    head.flush();
    try (ObjectOutputStream content = new ObjectOutputStream(bytes)) {
      content.writeObject(new Told());
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** Tells whether it was read. */
  private static final class Told implements Serializable {

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }
}
