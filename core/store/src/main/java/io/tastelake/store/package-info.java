/** The online store, one class per table: what API, stream and batch read and write in it. */
package io.tastelake.store;
