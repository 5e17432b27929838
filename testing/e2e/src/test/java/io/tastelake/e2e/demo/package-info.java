/** What people run first. */
package io.tastelake.e2e.demo;
