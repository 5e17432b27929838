/** How what all callers share is divided among them. */
package io.tastelake.serving.fairness;
