/** Why an inferred rating is what it is. */
package io.tastelake.serving.explanation;
