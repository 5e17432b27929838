/** What many people act on lately. */
package io.tastelake.domain.popularity;
