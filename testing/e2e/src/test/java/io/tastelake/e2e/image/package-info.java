/** The images, built and started without a container engine. */
package io.tastelake.e2e.image;
