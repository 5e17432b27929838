/** What is held when everything is killed. */
package io.tastelake.e2e.kill;
