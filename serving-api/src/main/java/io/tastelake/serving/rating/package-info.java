/** What interactions say of ratings: a database's implicit-to-explicit parameters. */
package io.tastelake.serving.rating;
