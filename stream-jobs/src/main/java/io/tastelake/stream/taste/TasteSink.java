package io.tastelake.stream.taste;

import io.tastelake.stream.store.StoreAccess;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes updates to the online store, at least once: each replaces all that is shown of its user
 * unless that is newer, so a repetition changes nothing. While the store is away the job starts
 * again from its checkpoint as often as its restarts allow. An update that the store refuses is
 * held in the sink's state and tried apart.
 */
final class TasteSink implements Sink<TasteUpdate>, SupportsWriterState<TasteUpdate, TasteUpdate> {

  private static final long serialVersionUID = 1L;

  private final StoreAccess store;

  TasteSink(StoreAccess store) {
    this.store = store;
  }

  @Override
  public TasteWriter createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public TasteWriter restoreWriter(WriterInitContext context, Collection<TasteUpdate> held) {
    TasteStore tastes = new TasteStore(store);
    TasteWriter writer =
        new TasteWriter(
            tastes,
            new RefusedUpdates(tastes, context.metricGroup()),
            context.getProcessingTimeService(),
            context.metricGroup());
    writer.restore(held);
    return writer;
  }

  @Override
  public SimpleVersionedSerializer<TasteUpdate> getWriterStateSerializer() {
    return new HeldUpdateSerializer();
  }
}
