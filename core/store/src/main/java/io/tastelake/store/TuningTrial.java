package io.tastelake.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import java.util.List;
import java.util.Optional;

/**
 * One training of a search for better settings.
 *
 * @param number the same settings have the same; 1 for those that stood when the search began
 * @param sweeps iterations of this training
 * @param weights what interactions weighed; empty if the search was not about that
 * @param ndcg100 the mean of the users who chose
 * @param change of their mean from that of trial 1 with as many sweeps
 * @param margin half of the change's 95 % interval
 */
public record TuningTrial(
    int number,
    int sweeps,
    int rank,
    double alpha,
    double lambda,
    Optional<ImplicitToExplicitParameters> weights,
    double ndcg100,
    double change,
    double margin) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Trials as the online store keeps them and the API shows them: an array of objects. */
  public static String json(List<TuningTrial> trials) {
    ArrayNode array = MAPPER.createArrayNode();
    trials.forEach(trial -> trial.write(array.addObject()));
    return array.toString();
  }

  private void write(ObjectNode json) {
    json.put("trial", number)
        .put("sweeps", sweeps)
        .put("rank", rank)
        .put("alpha", alpha)
        .put("lambda", lambda);
    weights.ifPresent(known -> json.set("implicit_to_explicit", ParametersJson.write(known)));
    json.put("ndcg100", ndcg100).put("change", change).put("margin", margin);
  }
}
