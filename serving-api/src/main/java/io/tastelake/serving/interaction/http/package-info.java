/** The endpoints of interactions, in both contracts. */
package io.tastelake.serving.interaction.http;
