/** The API as its clients see it: how many, how fast, how fresh. */
package io.tastelake.bench.serve;
