/** The demo: a client of the API that loads interactions, reads them back and counts them. */
package io.tastelake.standalone.demo;
