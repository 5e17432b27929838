/** The API as its clients use it: each public SDK's own bytes, and what it needs in answers. */
package io.tastelake.e2e.sdk;
