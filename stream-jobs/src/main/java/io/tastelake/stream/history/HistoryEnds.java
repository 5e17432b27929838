package io.tastelake.stream.history;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader of history that asks for a split after all were read: there is none. */
final class HistoryEnds implements SourceEvent {

  private static final long serialVersionUID = 1L;
}
