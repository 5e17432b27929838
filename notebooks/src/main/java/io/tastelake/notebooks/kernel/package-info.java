/** Java as a language of Jupyter: cells run in JShell, in the process of the kernel. */
package io.tastelake.notebooks.kernel;
