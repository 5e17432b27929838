package io.tastelake.standalone;

import java.util.Collection;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.BlobServer;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponent;
import org.apache.flink.runtime.heartbeat.HeartbeatServices;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.security.token.DelegationTokenManager;
import org.apache.flink.runtime.webmonitor.retriever.MetricQueryServiceRetriever;

/**
 * Flink in this process with a single listening socket, that of its REST server. One task manager
 * shares the job manager's local RPC and local data exchange. The blob server, which would hand
 * files to anyone and take them from anyone, stops listening before there is a job: classes are on
 * the class path, and no job's description is offloaded to it, whatever its size.
 */
@SuppressWarnings("try") // its close() may be interrupted, as MiniCluster's
final class OnePortCluster extends MiniCluster {

  private OnePortCluster(MiniClusterConfiguration configuration) {
    super(configuration);
  }

  /**
   * Not started yet.
   *
   * @param configuration is amended
   */
  static OnePortCluster of(Configuration configuration, int slots) {
    configuration.set(BlobServerOptions.OFFLOAD_MINSIZE, Integer.MAX_VALUE);
    return new OnePortCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .setCommonBindAddress("127.0.0.1")
            .build());
  }

  @Override
  protected Collection<? extends DispatcherResourceManagerComponent>
      createDispatcherResourceManagerComponents(
          Configuration configuration,
          RpcServiceFactory rpcServices,
          BlobServer blobs,
          HeartbeatServices heartbeats,
          DelegationTokenManager delegationTokens,
          MetricRegistry metrics,
          MetricQueryServiceRetriever metricQueries,
          FatalErrorHandler fatalErrors)
          throws Exception {
    blobs.close();
    return super.createDispatcherResourceManagerComponents(
        configuration,
        rpcServices,
        blobs,
        heartbeats,
        delegationTokens,
        metrics,
        metricQueries,
        fatalErrors);
  }
}
