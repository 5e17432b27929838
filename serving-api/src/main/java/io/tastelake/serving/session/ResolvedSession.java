package io.tastelake.serving.session;

import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;

/**
 * A session that turned out to be a user's.
 *
 * @param timestamp Unix seconds, as given
 */
record ResolvedSession(SessionId session, UserId user, double timestamp) {}
