/** Taste vectors of users and sessions, and the items that suit them. */
package io.tastelake.serving.taste;
