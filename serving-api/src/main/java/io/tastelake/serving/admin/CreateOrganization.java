package io.tastelake.serving.admin;

import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.account.Accounts;
import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.account.Provisioning;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates a tenant: an organization and the root account that creates everything else in it. */
@Command(
    name = "create-organization",
    mixinStandardHelpOptions = true,
    description =
        "Creates an organization with its root account, who logs in at login/root/ and creates"
            + " databases and accounts.")
final class CreateOrganization implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());

  @Option(names = "--name", required = true, description = "The organization's name.")
  private String name;

  @Option(
      names = "--root-email",
      required = true,
      paramLabel = "ADDRESS",
      description = "The root account's e-mail address.")
  private String email;

  @Option(
      names = "--root-password-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the root account's password, since others see command lines.")
  private Path passwordFile;

  @Override
  public Integer call() {
    String password = password();
    try (StorePool pool = StorePool.open(store.settings())) {
      Accounts accounts = new Accounts(pool.store(), Clock.systemUTC());
      OrganizationId organization =
          new Provisioning(accounts, new Passwords(), new RandomIds(new SecureRandom()))
              .createOrganization(name, email, password);
      command.commandLine().getOut().println("organization " + organization.value());
    }
    return 0;
  }

  private String password() {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "--root-password-file cannot be read: %s. Name a file that holds the password."
              .formatted(passwordFile),
          e);
    }
  }
}
