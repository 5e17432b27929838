package io.tastelake.stream.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.stream.interaction.ReducedChanges;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.metric.JobMetric;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Users' events go on as they are, sessions' to {@link #SESSIONS}; of both only what a rating may
 * depend on. Dead letters end here: the job that fills the lake reports them.
 */
final class RouteEvents extends ProcessFunction<SourceRecord, UserInput> {

  private static final long serialVersionUID = 1L;

  static final OutputTag<SourceRecord> SESSIONS = new OutputTag<>("sessions", SourceRecord.TYPE);

  private transient Counter deadLetters;

  @Override
  public void open(OpenContext context) {
    deadLetters = getRuntimeContext().getMetricGroup().counter(JobMetric.DEAD_LETTERS.label());
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<UserInput> out) {
    if (record.row().isEmpty()) {
      deadLetters.inc();
      return;
    }
    route(ReducedChanges.of(record.row().get()), context, out);
  }

  private static void route(LoggedEvent event, Context context, Collector<UserInput> out) {
    Actor actor = event.event().actor();
    switch (actor.kind()) {
      case USER ->
          out.collect(
              new UserInput.Own(event.event().database(), new UserId(actor.id()), event.change()));
      case SESSION ->
          context.output(
              SESSIONS, SourceRecord.decoded(event.partition(), event.offset(), event.event()));
    }
  }
}
