package io.tastelake.contracts.log;

import io.tastelake.domain.interaction.EventRules;

/** The rules that every event holds to, with JSON read as this module stores it. */
public final class ValidEvents {

  public static final EventRules RULES = new EventRules(PropertiesText::isStorable);

  private ValidEvents() {}
}
