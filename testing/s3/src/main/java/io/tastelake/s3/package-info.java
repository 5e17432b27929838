/** An S3 service in memory, for tests of a lake on an object store. */
package io.tastelake.s3;
