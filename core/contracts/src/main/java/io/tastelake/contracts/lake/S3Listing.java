package io.tastelake.contracts.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.Constants;
import org.apache.hadoop.fs.s3a.Invoker;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.impl.S3ExpressStorage;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a folder on S3 from a name on, in the order of their names, 1,000 a request. S3A
 * itself lists a folder from its first name only.
 *
 * <p>Only this class needs S3A and its SDK: without them it cannot be loaded.
 */
final class S3Listing implements Iterator<FileStatus> {

  private static final int MAX_KEYS = 1_000;

  private final S3AFileSystem files;
  private final Path first;
  private final String prefix;
  private final Iterator<ListObjectsV2Response> pages;
  private Iterator<FileStatus> page = Collections.emptyIterator();

  private S3Listing(S3AFileSystem files, Path first) {
    this.files = files;
    this.first = first;
    this.prefix = files.pathToKey(first.getParent()) + "/";
    this.pages =
        files
            .getS3AInternals()
            .getAmazonS3Client("list from a name on")
            .listObjectsV2Paginator(request())
            .iterator();
  }

  /**
   * Directory buckets (S3 Express) do not list in order, some stores know the first API only, and
   * of what a client encrypted S3A alone knows the size.
   */
  static boolean isPossible(FileSystem files, Path folder) throws IOException {
    return files instanceof S3AFileSystem s3
        && !s3.hasPathCapability(folder, S3ExpressStorage.STORE_CAPABILITY_S3_EXPRESS_STORAGE)
        && !s3.getConf().get(Constants.S3_ENCRYPTION_ALGORITHM, "").startsWith("CSE")
        && s3.getConf().getInt(Constants.LIST_VERSION, Constants.DEFAULT_LIST_VERSION) != 1;
  }

  /**
   * @param first the smallest name, of an object that need not exist
   * @throws FileNotFoundException if the folder does not exist
   */
  static Iterator<FileStatus> from(FileSystem files, Path first) throws IOException {
    S3Listing listing = new S3Listing((S3AFileSystem) files, first);
    listing.readPage();
    if (!listing.hasNext()) {
      files.getFileStatus(first.getParent());
    }
    return listing;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!page.hasNext() && pages.hasNext()) {
        readPage();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.hasNext();
  }

  @Override
  public FileStatus next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  private void readPage() throws IOException {
    page =
        Invoker.once("list", first.toString(), pages::next).contents().stream()
            .filter(object -> name(object).compareTo(first.getName()) >= 0)
            .map(this::status)
            .iterator();
  }

  private ListObjectsV2Request request() {
    return files
        .getRequestFactory()
        .newListObjectsV2RequestBuilder(prefix, "/", MAX_KEYS)
        .startAfter(prefix + withoutLastCharacter(first.getName()))
        .build();
  }

  /** Smaller than the name; what lies between the two is filtered out. */
  private static String withoutLastCharacter(String name) {
    return name.substring(0, name.length() - 1);
  }

  private String name(S3Object object) {
    return object.key().substring(prefix.length());
  }

  private FileStatus status(S3Object object) {
    return new FileStatus(
        object.size(),
        false,
        1,
        files.getDefaultBlockSize(first),
        object.lastModified().toEpochMilli(),
        new Path(first.getParent(), name(object)));
  }
}
