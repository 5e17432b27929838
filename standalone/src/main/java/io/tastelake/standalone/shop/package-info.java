/** A shop's traffic made up from a seed: realistic, and the same again each time. */
package io.tastelake.standalone.shop;
