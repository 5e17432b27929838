package io.tastelake.standalone.cli;

import io.tastelake.standalone.DataFolder;
import java.net.URI;

/** Where somebody looks next who has just started everything. */
final class FirstSteps {

  private FirstSteps() {}

  static String on(DataFolder folder, URI api) {
    return """
          console    %1$s/console
          reference  %1$s/docs
          passwords  %2$s
          log in     curl -H 'Content-Type: application/json' -d '@%3$s' %1$s/login/root/
          status     ./tastelake status --data %4$s
        """
        .formatted(api, folder.accessFile(), folder.rootLogin(), folder);
  }
}
