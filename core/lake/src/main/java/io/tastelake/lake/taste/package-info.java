/** Item factors as the lake keeps them. */
package io.tastelake.lake.taste;
