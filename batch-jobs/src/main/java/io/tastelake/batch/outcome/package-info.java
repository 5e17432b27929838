/** What came of lists of recommendations that were shown. */
package io.tastelake.batch.outcome;
