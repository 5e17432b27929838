/** What the API does with requests that no client would send. */
package io.tastelake.e2e.http;
