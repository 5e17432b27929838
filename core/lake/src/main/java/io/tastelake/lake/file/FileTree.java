package io.tastelake.lake.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A folder with all below it, on whatever file system a URI names: a backup, or a lake's root. */
public final class FileTree {

  private static final String LOG = "_delta_log";

  /** The hint at the last checkpoint is none of them: it may be newer than what was copied. */
  private static final Pattern VERSIONED = Pattern.compile("\\d{20}\\..*");

  private final Configuration configuration = new Configuration();
  private final Path root;
  private final FileSystem files;

  private FileTree(Path root) throws IOException {
    this.root = root;
    this.files = root.getFileSystem(configuration);
  }

  /** The folder at {@code root}; it need not exist yet. */
  public static FileTree at(URI root) {
    try {
      return new FileTree(new Path(root));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + root + " cannot be reached", e);
    }
  }

  /** A new file. */
  public OutputStream create(String name) throws IOException {
    return files.create(new Path(root, name), false);
  }

  /** A file that is there. */
  public InputStream open(String name) throws IOException {
    return files.open(new Path(root, name));
  }

  /** Whether there is a file or folder of this name. */
  public boolean holds(String name) throws IOException {
    return files.exists(new Path(root, name));
  }

  /** The names of the files right below the root, in their order. */
  public List<String> names() throws IOException {
    if (!files.exists(root)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (FileStatus file : files.listStatus(root)) {
      names.add(file.getPath().getName());
    }
    names.sort(null);
    return names;
  }

  /**
   * Copies a Delta table while others commit to it: the copy's newest version is the one that was
   * newest when this began.
   *
   * @return false if there is no such table
   */
  public boolean copyTable(String name, FileTree to) throws IOException {
    Path table = new Path(root, name);
    Path log = new Path(table, LOG);
    if (!files.exists(log)) {
      return false;
    }
    FileStatus[] versions = files.listStatus(log);
    RemoteIterator<LocatedFileStatus> all = files.listFiles(table, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      if (!isHidden(file, table)) {
        copy(file, table, new Path(to.root, name), to);
      }
    }
    for (FileStatus version : versions) {
      if (VERSIONED.matcher(version.getPath().getName()).matches()) {
        copy(version.getPath(), table, new Path(to.root, name), to);
      }
    }
    return true;
  }

  private static boolean isHidden(Path file, Path table) {
    for (Path each = file; !each.getName().equals(table.getName()); each = each.getParent()) {
      if (each.getName().startsWith("_") || each.getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** A file that VACUUM has deleted meanwhile is of no version that is copied. */
  private void copy(Path file, Path table, Path target, FileTree to) throws IOException {
    String relative =
        files.makeQualified(table).toUri().relativize(files.makeQualified(file).toUri()).getPath();
    try {
      boolean unused =
          FileUtil.copy(files, file, to.files, new Path(target, relative), false, to.configuration);
    } catch (FileNotFoundException e) {
      // replaced long ago
    }
  }
}
