package io.tastelake.s3;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Buckets, made when they are first named, and what a request does to them. */
final class Objects {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Uploads uploads = new Uploads();

  private volatile Condition condition = Condition.HONOURED;

  void condition(Condition becomes) {
    condition = becomes;
  }

  Bucket bucket(String name) {
    return buckets.computeIfAbsent(name, any -> new Bucket());
  }

  int uploadsUnderWay() {
    return uploads.underWay();
  }

  Answer answer(String method, URI request, Headers headers, byte[] body) {
    String[] path = request.getPath().substring(1).split("/", 2);
    String key = path.length < 2 ? "" : path[1];
    Query query = Query.of(request);
    Bucket bucket = bucket(path[0]);
    return switch (method) {
      case "HEAD", "GET" ->
          key.isEmpty() ? list(bucket, path[0], query) : read(bucket, key, headers);
      case "PUT" -> put(bucket, key, query, headers, body);
      case "POST" -> post(bucket, key, query, headers, body);
      case "DELETE" -> delete(bucket, key, query);
      default -> Answer.error(405, "MethodNotAllowed");
    };
  }

  private static Answer list(Bucket bucket, String name, Query query) {
    return query.names("list-type")
        ? Answer.xml(Listing.of(bucket, name, query))
        : Answer.empty(200);
  }

  private static Answer read(Bucket bucket, String key, Headers headers) {
    StoredObject object = bucket.get(key);
    if (object == null) {
      return Answer.error(404, "NoSuchKey");
    }
    Map<String, String> described = new LinkedHashMap<>();
    described.put("ETag", object.etag());
    described.put(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(object.putAt().atOffset(ZoneOffset.UTC)));
    String wanted = headers.getFirst("Range");
    Matcher range = RANGE.matcher(wanted == null ? "" : wanted);
    if (!range.matches()) {
      return new Answer(200, described, object.bytes());
    }
    int size = object.bytes().length;
    int first = Integer.parseInt(range.group(1));
    if (first >= size) {
      return Answer.error(416, "InvalidRange");
    }
    long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    int end = (int) Math.min(last, size - 1L) + 1;
    described.put("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + size);
    return new Answer(206, described, Arrays.copyOfRange(object.bytes(), first, end));
  }

  private Answer put(Bucket bucket, String key, Query query, Headers headers, byte[] body) {
    String source = headers.getFirst("x-amz-copy-source");
    if (query.names("uploadId")) {
      uploads.add(query.get("uploadId", ""), Integer.parseInt(query.get("partNumber", "1")), body);
      return tagged(StoredObject.of(body));
    }
    if (source != null) {
      return copied(bucket, key, URLDecoder.decode(source, StandardCharsets.UTF_8));
    }
    return stored(bucket, key, headers, StoredObject.of(body));
  }

  private Answer stored(Bucket bucket, String key, Headers headers, StoredObject object) {
    if (!"*".equals(headers.getFirst("If-None-Match"))) {
      bucket.put(key, object);
    } else if (!bucket.putIfAbsent(key, object, condition)) {
      return Answer.error(412, "PreconditionFailed");
    }
    return tagged(object);
  }

  private static Answer tagged(StoredObject object) {
    return new Answer(200, Map.of("ETag", object.etag()), new byte[0]);
  }

  private Answer copied(Bucket bucket, String key, String source) {
    String[] path = (source.startsWith("/") ? source.substring(1) : source).split("/", 2);
    StoredObject original = bucket(path[0]).get(path[1]);
    if (original == null) {
      return Answer.error(404, "NoSuchKey");
    }
    StoredObject copy = StoredObject.of(original.bytes());
    bucket.put(key, copy);
    return Answer.xml(
        "<CopyObjectResult><ETag>%s</ETag></CopyObjectResult>".formatted(copy.etag()));
  }

  private Answer post(Bucket bucket, String key, Query query, Headers headers, byte[] body) {
    if (query.names("delete")) {
      KEY.matcher(new String(body, StandardCharsets.UTF_8))
          .results()
          .map((MatchResult named) -> named.group(1).replace("&lt;", "<").replace("&amp;", "&"))
          .forEach(bucket::delete);
      return Answer.xml("<DeleteResult/>");
    }
    if (query.names("uploads")) {
      return Answer.xml(
          "<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
              .formatted(uploads.begin()));
    }
    String upload = query.get("uploadId", "");
    Answer done = stored(bucket, key, headers, StoredObject.of(uploads.joined(upload)));
    if (done.status() != 200) {
      return done;
    }
    uploads.end(upload);
    return Answer.xml(
        "<CompleteMultipartUploadResult><ETag>%s</ETag></CompleteMultipartUploadResult>"
            .formatted(done.headers().get("ETag")));
  }

  private Answer delete(Bucket bucket, String key, Query query) {
    if (query.names("uploadId")) {
      uploads.end(query.get("uploadId", ""));
    } else {
      bucket.delete(key);
    }
    return Answer.empty(204);
  }
}
