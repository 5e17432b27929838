// A shop's page: it logs in, writes and reads as the clients do by default, and reports to its own origin how that went.
import * as older from "@crossingminds/recommendation-client";
import * as latest from "latest-client";

const {api, database, account, password} = await (await fetch("/settings")).json();

function credentials() {
  return {serviceLoginId: account, password, currentDatabaseId: database};
}

function newClient(library, initialCredentials) {
  return new library.RecommendationClient({
    allowedAccountRoles: "frontend",
    endpointBasePath: api,
    onAuthenticationError: (error) => report({failed: `the client lost its login: ${error}`}),
    ...(initialCredentials ? {initialCredentials} : {}),
  });
}

async function loggedIn(library, whom) {
  const client = newClient(library);
  const login = await client.send(
    new library.LoginServiceCommand({serviceLoginId: account, password, databaseId: database, ...whom}),
  );
  equal(login.role, "frontend");
  return client;
}

function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

/** A beacon is answered to nobody, and a taste follows it within a second: asks until there are items. */
async function recommended(client, command) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const {itemIds} = await client.send(command());
    if (itemIds.length > 0) {
      return itemIds;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("no items, long after the writes");
}

const one = (itemId) => ({itemId, interactionType: "view", properties: {page: "café"}});
const many = ["item-1", "item-2"].map((itemId) => ({itemId, interactionType: "buy", timestamp: new Date()}));

async function user(library, userId) {
  const client = await loggedIn(library, {userId});
  const interaction = new library.CreateOneUserInteractionCommand({userId, ...one("item-0")});
  equal(await client.send(interaction), true); // a beacon went out
  if (library.CreateUserInteractionsCommand) {
    equal(await client.send(new library.CreateUserInteractionsCommand({userId, interactions: many})), true);
    const fetched = {userId, interactions: [one("item-3")], networkInterface: "fetch-keepalive"};
    const answer = await client.send(new library.CreateUserInteractionsCommand(fetched));
    equal(answer.warnings, ["The request was accepted but not yet processed."]); // what it makes of 202
  }
  return recommended(client, () => new library.GetUserBasedItemRecommendationsCommand({userId}));
}

async function session(library, sessionId) {
  const client = await loggedIn(library, {sessionId});
  const interaction = new library.CreateOneAnonymousSessionInteractionCommand({sessionId, ...one("item-0")});
  equal(await client.send(interaction), true);
  if (library.CreateSessionInteractionsCommand) {
    equal(await client.send(new library.CreateSessionInteractionsCommand({sessionId, interactions: many})), true);
    const fetched = {sessionId, interactions: [one("item-3")], networkInterface: "fetch-keepalive"};
    const answer = await client.send(new library.CreateSessionInteractionsCommand(fetched));
    equal(answer.warnings, ["The request was accepted but not yet processed."]);
  }
  return recommended(client, () => new library.GetSessionBasedItemRecommendationsCommand({sessionId}));
}

/** As the client's own README logs in: bound to nobody, with what the visitor did in the request alone. */
async function visitor(library) {
  const client = newClient(library, credentials());
  return recommended(
    client,
    () => new library.GetSessionBasedItemRecommendationsCommand({sessionId: "unbound", interactions: [one("item-0")]}),
  );
}

/** The headers that say why a list is as it is, which a page of another origin reads only if they are exposed. */
async function headers() {
  const login = await fetch(`${api}/login/service/`, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({name: account, password, db_id: database, frontend_user_id: "nobody-yet"}),
  });
  const {token} = await login.json();
  const answer = await fetch(`${api}/recommendation/users/~me/items/`, {headers: {Authorization: `Bearer ${token}`}});
  equal(answer.status, 200);
  return answer.headers.get("X-Recommendation-Warning");
}

function report(outcome) {
  return fetch("/report", {method: "POST", body: JSON.stringify(outcome)});
}

try {
  await report({
    olderUser: await user(older, "older-user"),
    olderSession: await session(older, "older-session"),
    latestUser: await user(latest, "latest-user"),
    latestSession: await session(latest, "latest-session"),
    visitor: await visitor(latest),
    warning: await headers(),
  });
} catch (error) {
  await report({failed: `${error.stack} ${JSON.stringify(error)}`});
}
