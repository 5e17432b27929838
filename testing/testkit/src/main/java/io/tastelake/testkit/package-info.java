/** What tests of several modules need: stores, lakes, logs and clients, each real. */
package io.tastelake.testkit;
