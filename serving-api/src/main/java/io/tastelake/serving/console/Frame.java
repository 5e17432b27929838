package io.tastelake.serving.console;

import java.util.List;

/**
 * What stands around every page.
 *
 * @param title of the page
 * @param active the path of its entry in the navigation
 * @param formToken that its forms repeat; empty for nobody
 * @param role of the visitor; empty for nobody
 * @param database the id of the database that is open; empty for none
 * @param databases that may be opened
 */
public record Frame(
    String title,
    String active,
    String formToken,
    String role,
    String database,
    List<Choice> databases) {

  /** A database that may be opened. */
  public record Choice(String id, String name) {}

  /** An entry of the navigation. */
  public record Entry(String path, String name) {}

  /** Of a page for nobody in particular. */
  static Frame ofNobody(String title) {
    return new Frame(title, "", "", "", "", List.of());
  }

  /** The entries of the navigation. */
  public List<Entry> entries() {
    return role.isEmpty()
        ? List.of()
        : List.of(
            new Entry("/console", "Overview"),
            new Entry("/console/events", "Live events"),
            new Entry("/console/user", "A user"),
            new Entry("/console/items", "Items"),
            new Entry("/console/import", "Import"),
            new Entry("/console/lab", "Ratings lab"),
            new Entry("/console/models", "Models"),
            new Entry("/console/admin", "Admin"),
            new Entry("/console/start", "Getting started"));
  }
}
