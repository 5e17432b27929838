package io.tastelake.serving.explanation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.identity.JsonId;
import io.tastelake.serving.taste.Score;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET users/<user_id>/ratings/<item_id>/explain/}: why the rating is what it is, term by
 * term, and why the item is recommended, liked item by liked item.
 */
public final class ExplainRating implements Endpoint {

  /** The newest terms are listed; the others are summed. */
  private static final int MAX_TERMS = 100;

  /** The largest shares of a score are listed; the others are summed. */
  private static final int MAX_SHARES = 20;

  private final Databases databases;
  private final Explanations explanations;

  public ExplainRating(Databases databases, Explanations explanations) {
    this.databases = databases;
    this.explanations = explanations;
  }

  @Override
  public Route route() {
    return Route.get("/users/{user_id}/ratings/{item_id}/explain", Role.ALL);
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    Database database = databases.of(context.caller());
    UserId user = context.user(database.types());
    ItemId item = database.types().item(context.path("item_id"));
    Explanation explained = explanations.of(database.id(), user, item);
    context.answer(json -> write(json, database, item, explained));
  }

  private static void write(
      JsonGenerator json, Database database, ItemId item, Explanation explained)
      throws IOException {
    json.writeFieldName("item_id");
    JsonId.write(json, database.types().item(), item.value());
    writeRating(json, "rating", explained.effective());
    writeRating(json, "given", explained.given());
    writeRating(json, "inferred", explained.inferred());
    json.writeNumberField("sum", explained.evidence().sum());
    writeParameters(json, explained.parameters());
    List<Term> terms = explained.terms();
    List<Term> listed = terms.subList(0, Math.min(MAX_TERMS, terms.size()));
    json.writeArrayFieldStart("terms");
    for (Term term : listed) {
      writeTerm(json, database, term);
    }
    json.writeEndArray();
    List<Term> others = terms.subList(listed.size(), terms.size());
    writeOthers(json, "other_terms", others.size(), others.stream().mapToDouble(Term::share).sum());
    json.writeBooleanField("complete", explained.complete());
    if (explained.score().isPresent()) {
      writeScore(json, database, explained.score().get());
    } else {
      json.writeNullField("score");
    }
  }

  private static void writeScore(JsonGenerator json, Database database, Score score)
      throws IOException {
    List<Score.Share> shares = score.shares();
    List<Score.Share> listed = shares.subList(0, Math.min(MAX_SHARES, shares.size()));
    json.writeObjectFieldStart("score");
    json.writeStringField("model_id", score.model());
    json.writeNumberField("value", score.value());
    json.writeArrayFieldStart("shares");
    for (Score.Share share : listed) {
      json.writeStartObject();
      json.writeFieldName("item_id");
      JsonId.write(json, database.types().item(), share.item().value());
      json.writeNumberField("rating", share.rating());
      json.writeNumberField("share", share.share());
      json.writeEndObject();
    }
    json.writeEndArray();
    List<Score.Share> others = shares.subList(listed.size(), shares.size());
    writeOthers(
        json, "other_shares", others.size(), others.stream().mapToDouble(Score.Share::share).sum());
    json.writeEndObject();
  }

  private static void writeOthers(JsonGenerator json, String name, int count, double share)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", count);
    json.writeNumberField("share", share);
    json.writeEndObject();
  }

  private static void writeRating(JsonGenerator json, String name, Optional<Rating> rating)
      throws IOException {
    if (rating.isPresent()) {
      json.writeNumberField(name, rating.get().value());
    } else {
      json.writeNullField(name);
    }
  }

  private static void writeParameters(JsonGenerator json, ImplicitToExplicitParameters parameters)
      throws IOException {
    if (parameters.halfLifeDays().isPresent()) {
      json.writeNumberField("half_life_days", parameters.halfLifeDays().getAsDouble());
    } else {
      json.writeNullField("half_life_days");
    }
    json.writeNumberField("saturation", parameters.saturation());
  }

  private static void writeTerm(JsonGenerator json, Database database, Term term)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("interaction_id", term.interaction().id().toString());
    json.writeStringField("interaction_type", term.interaction().type());
    json.writeNumberField("timestamp", term.interaction().timestamp());
    if (term.session().isPresent()) {
      json.writeFieldName("session_id");
      JsonId.write(json, database.types().session(), term.session().get().value());
    }
    json.writeNumberField("strength", term.weight().strength());
    json.writeNumberField("emphasis", term.emphasis());
    json.writeNumberField("decay", term.decay());
    json.writeNumberField("share", term.share());
    json.writeEndObject();
  }
}
