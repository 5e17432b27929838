/** Databases: what tenants keep their interactions in. */
package io.tastelake.serving.database;
