package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import io.tastelake.log.EventTooLargeException;
import io.tastelake.log.LogUnavailableException;
import io.tastelake.serving.identity.WrongIdException;
import io.tastelake.serving.log.OverloadedException;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.store.MissingReferenceException;
import io.tastelake.store.StoreUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns exceptions into answers: always JSON, always four keys. */
final class ErrorResponses {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
  private static final int MAX_TEXT = 16 << 10;
  private static final String USER_DATA = "/user-data/";

  private final Metrics metrics;
  private final RefusedWrites refused;

  ErrorResponses(Metrics metrics, RefusedWrites refused) {
    this.metrics = metrics;
    this.refused = refused;
  }

  void registerWith(RoutesConfig routes) {
    routes.exception(Exception.class, this::answer);
    routes.exception(HttpResponseException.class, this::answer);
  }

  /** Answers for a virtual machine that fails: too little memory, too deep a stack. */
  static void answerFailure(HttpServletResponse response, Error failure) {
    LOG.error("A request failed", failure);
    if (!response.isCommitted()) {
      ApiException error = ApiException.serverError();
      response.resetBuffer();
      response.setStatus(error.kind().status());
      response.setContentType("application/json");
      try {
        response.getOutputStream().write(body(error));
      } catch (IOException e) {
        LOG.debug("The client disconnected", e);
      }
    }
  }

  private void answer(Exception exception, Context context) {
    if (context.res().isCommitted()) {
      leaveIncomplete(exception, context);
      return;
    }
    context.res().resetBuffer();
    if (exception instanceof MethodNotAllowedResponse refused) {
      context.header("Allow", String.join(", ", refused.getDetails().values()));
    }
    ApiException error = asApiException(exception, context);
    if (error.kind() == ErrorKind.SERVER_ERROR) {
      LOG.error("{} failed", route(context), exception);
    }
    metrics.count(
        Metric.HTTP_ERRORS, 1, error.data().getOrDefault("name", error.kind().wireName()));
    refused.note(context, error);
    error.retryAfter().ifPresent(s -> context.header("Retry-After", Long.toString(s)));
    context
        .status(status(error.kind(), context.path()))
        .contentType("application/json")
        .result(body(error));
  }

  private static void leaveIncomplete(Exception exception, Context context) {
    if (exception instanceof IOException) {
      LOG.debug("{}: the client disconnected", route(context), exception);
    } else {
      LOG.warn("{} ended in the middle of its answer", route(context), exception);
    }
  }

  /** For the log, which knows no paths: they name users. */
  private static String route(Context context) {
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    return endpoint == null ? "A request" : endpoint.method + " " + endpoint.path;
  }

  /** What is answered to {@code exception}. */
  static ApiException asApiException(Exception exception, Context context) {
    if (exception instanceof ApiException error) {
      return error;
    }
    if (exception instanceof WrongIdException wrong) {
      return ApiException.wrongId(wrong);
    }
    if (exception instanceof EventTooLargeException tooLarge) {
      return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, tooLarge.getMessage());
    }
    if (exception instanceof LogUnavailableException unavailable) {
      LOG.warn("{}: {}", route(context), unavailable.toString());
      return ApiException.unavailable(ErrorName.WRITING_ON_READONLY_MODE, unavailable.getMessage());
    }
    if (exception instanceof OverloadedException overloaded) {
      return ApiException.overloaded(overloaded.getMessage());
    }
    if (exception instanceof StoreUnavailableException unavailable) {
      LOG.warn("{}: {}", route(context), unavailable.toString());
      return ApiException.unavailable(
          ErrorName.DATABASE_NOT_READY,
          unavailable.rolledBack()
              ? "Other writes to the same rows came first again and again. Nothing was stored:"
                  + " retry the request in a few seconds."
              : READING.contains(context.method().name())
                  ? "The online store does not answer: retry the request in a few seconds."
                  : "The online store does not answer, so the outcome of the request is unknown:"
                      + " retry the request in a few seconds.");
    }
    if (exception instanceof MissingReferenceException) {
      return ApiException.notFound(
          ErrorName.RESOURCE_NOT_FOUND, "account or database", "of this request");
    }
    if (exception instanceof MethodNotAllowedResponse) {
      return ApiException.methodNotAllowed(context.method().name());
    }
    if (exception instanceof NotFoundResponse) {
      return ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "path", context.path());
    }
    if (exception instanceof HttpResponseException refused && refused.getStatus() < 500) {
      return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, "The request is malformed.");
    }
    return ApiException.serverError();
  }

  private static String brief(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  /** The user-data contract knows fewer statuses than the other one. */
  static int status(ErrorKind kind, String path) {
    if (path.startsWith(USER_DATA)) {
      return switch (kind) {
        case FORBIDDEN_ERROR -> ErrorKind.AUTH_ERROR.status();
        case SERVER_UNAVAILABLE -> ErrorKind.SERVER_ERROR.status();
        default -> kind.status();
      };
    }
    return kind.status();
  }

  /**
   * The body of {@code error}: exactly four keys. It is small, since whoever reads it slowly holds
   * a thread.
   */
  static byte[] body(ApiException error) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("error_code", error.kind().code());
      json.writeStringField("error_name", error.kind().wireName());
      json.writeStringField("message", Json.spelled(brief(error.getMessage())));
      json.writeObjectFieldStart("error_data");
      for (Map.Entry<String, String> entry : error.data().entrySet()) {
        json.writeFieldName(entry.getKey());
        json.writeString(entry.getValue() == null ? null : Json.spelled(brief(entry.getValue())));
      }
      if (!error.query().isEmpty()) {
        json.writeObjectFieldStart("query");
        for (Map.Entry<String, String> field : error.query().entrySet()) {
          json.writeArrayFieldStart(field.getKey());
          json.writeString(Json.spelled(field.getValue()));
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
