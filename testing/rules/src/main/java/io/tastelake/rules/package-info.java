/**
 * What holds in every module, without exceptions: each module's tests extend {@code HouseRules}.
 */
package io.tastelake.rules;
