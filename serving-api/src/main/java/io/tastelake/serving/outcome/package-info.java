/** Lists of recommendations that are shown, and what came of them. */
package io.tastelake.serving.outcome;
