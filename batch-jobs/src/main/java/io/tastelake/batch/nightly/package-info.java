/** All that is due each night, as one command. */
package io.tastelake.batch.nightly;
