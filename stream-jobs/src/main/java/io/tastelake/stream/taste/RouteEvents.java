package io.tastelake.stream.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.stream.interaction.LeanEvents;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.log.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users' events go on as they are, sessions' to {@link #SESSIONS}; of both only what a rating may
 * depend on. Dead letters end here: the job that fills the lake reports them.
 */
final class RouteEvents extends ProcessFunction<SourceRecord, UserInput> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(RouteEvents.class);

  static final OutputTag<SourceRecord> SESSIONS = new OutputTag<>("sessions", SourceRecord.TYPE);

  private transient Counter deadLetters;
  private transient Counter impossible;

  @Override
  public void open(OpenContext context) {
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
    impossible = getRuntimeContext().getMetricGroup().counter("impossibleEvents");
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<UserInput> out) {
    if (record.row().isEmpty()) {
      deadLetters.inc();
      return;
    }
    LoggedEvent event = record.row().get();
    if (event.event().isPossible()) {
      route(LeanEvents.reduced(event), context, out);
    } else {
      impossible.inc();
      LOG.error(
          "The RATE at {}/{} lacks a timestamp or a rating from 1 to 10; it counts for nothing.",
          record.partition(),
          record.offset());
    }
  }

  private static void route(LoggedEvent event, Context context, Collector<UserInput> out) {
    Actor actor = event.event().actor();
    switch (actor.kind()) {
      case USER ->
          out.collect(new UserInput.Own(event.event().database(), new UserId(actor.id()), event));
      case SESSION ->
          context.output(
              SESSIONS, SourceRecord.decoded(event.partition(), event.offset(), event.event()));
    }
  }
}
