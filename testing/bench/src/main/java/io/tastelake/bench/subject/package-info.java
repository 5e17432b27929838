/** What is measured: a standalone in a process of its own, and who sends it load. */
package io.tastelake.bench.subject;
