package io.tastelake.s3;

import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The answer to {@code list-type=2}. */
final class Listing {

  private final StringBuilder contents = new StringBuilder();
  private final Set<String> folders = new LinkedHashSet<>();
  private int count;
  private String last = "";
  private boolean truncated;

  static String of(Bucket bucket, String name, Query query) {
    Listing listing = new Listing();
    String prefix = query.get("prefix", "");
    listing.read(bucket, prefix, query);
    return listing.xml(name, prefix);
  }

  private void read(Bucket bucket, String prefix, Query query) {
    String after = query.get("continuation-token", query.get("start-after", ""));
    String delimiter = query.get("delimiter", "");
    int most = Integer.parseInt(query.get("max-keys", "1000"));
    Iterator<Map.Entry<String, StoredObject>> entries = bucket.after(after, prefix).iterator();
    while (entries.hasNext()) {
      Map.Entry<String, StoredObject> entry = entries.next();
      if (count == most) {
        truncated = true;
        return;
      }
      String key = entry.getKey();
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (end < 0) {
        add(key, entry.getValue());
      } else if (folders.add(key.substring(0, end + delimiter.length()))) {
        count++;
      }
      last = key;
    }
  }

  private void add(String key, StoredObject object) {
    count++;
    contents.append(
        "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
            .formatted(
                Answer.escaped(key),
                object.putAt().truncatedTo(ChronoUnit.MILLIS),
                Answer.escaped(object.etag()),
                object.bytes().length));
  }

  private String xml(String name, String prefix) {
    StringBuilder xml = new StringBuilder("<ListBucketResult><Name>" + name + "</Name>");
    xml.append("<Prefix>" + Answer.escaped(prefix) + "</Prefix><KeyCount>" + count + "</KeyCount>");
    xml.append("<IsTruncated>" + truncated + "</IsTruncated>");
    if (truncated) {
      xml.append("<NextContinuationToken>" + Answer.escaped(last) + "</NextContinuationToken>");
    }
    xml.append(contents);
    for (String folder : folders) {
      xml.append("<CommonPrefixes><Prefix>" + Answer.escaped(folder));
      xml.append("</Prefix></CommonPrefixes>");
    }
    return xml.append("</ListBucketResult>").toString();
  }
}
