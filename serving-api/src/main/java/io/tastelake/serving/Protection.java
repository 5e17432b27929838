package io.tastelake.serving;

import io.tastelake.serving.account.Passwords;
import io.tastelake.serving.store.Seal;

/**
 * What protects secrets in the online store.
 *
 * @param seal what keys are encrypted with
 * @param passwords what passwords are hashed by
 */
record Protection(Seal seal, Passwords passwords) {}
