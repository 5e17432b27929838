package io.tastelake.standalone;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * A broker's users as its configuration lists them, rather than its metadata: a controller needs to
 * know them before it has any.
 */
public final class ListedUsers implements AuthenticateCallbackHandler {

  private static final int ITERATIONS = 4096;

  private final Map<String, ScramCredential> credentials = new HashMap<>();

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    try {
      ScramFormatter formatter = new ScramFormatter(ScramMechanism.forMechanismName(mechanism));
      for (AppConfigurationEntry entry : entries) {
        for (Map.Entry<String, ?> option : entry.getOptions().entrySet()) {
          if (option.getKey().startsWith(KafkaUsers.LISTED)) {
            credentials.put(
                option.getKey().substring(KafkaUsers.LISTED.length()),
                formatter.generateCredential(option.getValue().toString(), ITERATIONS));
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java does not know " + mechanism, e);
    }
  }

  /** A user who is not listed gets no credential, and is refused. */
  @Override
  public void handle(Callback[] callbacks) {
    String name = null;
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback named) {
        name = named.getDefaultName();
      } else if (callback.getClass() == ScramCredentialCallback.class) {
        ((ScramCredentialCallback) callback).scramCredential(credentials.get(name));
      }
    }
  }

  @Override
  public void close() {
    credentials.clear();
  }
}
