/** Ids as requests spell them and answers show them. */
package io.tastelake.serving.identity;
