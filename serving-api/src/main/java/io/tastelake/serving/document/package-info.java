/** What the API says of itself: its OpenAPI document, and a page to read and try it. */
package io.tastelake.serving.document;
