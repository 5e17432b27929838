/** What every command line of the product has in common. */
package io.tastelake.domain.command;
