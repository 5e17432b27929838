/** The online store: connections, migrations, and the secrets that instances share. */
package io.tastelake.serving.store;
