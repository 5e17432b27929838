/** Charts as notebooks show them. */
package io.tastelake.notebooks.chart;
