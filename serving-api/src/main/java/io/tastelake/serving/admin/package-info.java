/** What an operator does once or now and then: topics, tables, tenants, and a look at all parts. */
package io.tastelake.serving.admin;
