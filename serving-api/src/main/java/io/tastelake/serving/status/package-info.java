/** How the installation is, and how well its models predict. */
package io.tastelake.serving.status;
