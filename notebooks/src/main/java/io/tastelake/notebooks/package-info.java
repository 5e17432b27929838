/** Starts Jupyter on the notebooks of this module. */
package io.tastelake.notebooks;
