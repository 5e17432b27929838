package io.tastelake.serving.catalogue;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Cursors;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.store.OnlineStore;
import java.util.ArrayList;
import java.util.List;

/** All endpoints of the catalogue. */
public final class CatalogueEndpoints {

  private CatalogueEndpoints() {}

  /**
   * The endpoints.
   *
   * @param maxRows how many entries one request may write
   */
  public static List<Endpoint> of(
      Databases databases, OnlineStore store, Cursors cursors, int maxRows) {
    Catalogue catalogue = new Catalogue(store);
    List<Endpoint> all = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      all.add(new ListProperties(databases, catalogue, subject));
      all.add(new CreateProperty(databases, catalogue, subject));
      all.add(new ShowProperty(databases, catalogue, subject));
      all.add(new DeleteProperty(databases, catalogue, subject));
      for (Generation generation : Generation.values()) {
        all.add(new ShowEntry(databases, catalogue, subject, generation));
        all.add(new PutEntry(databases, catalogue, subject, generation));
        all.add(new PatchEntry(databases, catalogue, subject, generation));
        all.add(new DeleteEntry(databases, catalogue, subject, generation));
        all.add(new ListEntries(databases, catalogue, cursors, subject, generation));
        all.add(new PutEntries(databases, catalogue, subject, generation, maxRows));
        all.add(new PatchEntries(databases, catalogue, subject, generation, maxRows));
        all.add(new DeleteEntries(databases, catalogue, subject, generation));
        all.add(new ListNamedEntries(databases, catalogue, subject, generation));
      }
    }
    return all;
  }
}
