/** The cells of tables that others wrote, and how they spell what events hold. */
package io.tastelake.contracts.cell;
