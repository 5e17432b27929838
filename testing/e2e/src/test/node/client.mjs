// The published client, unmodified, through all that the API promises it. What it has no command for is sent as
// commands of our own through the same door (client.send), so that the client's own headers, retries, renewal of
// tokens and reading of answers are what is tested.
import assert from "node:assert/strict";
import {
  APIError,
  CreateOneAnonymousSessionInteractionCommand,
  CreateOneUserInteractionCommand,
  GetCurrentDatabaseCommand,
  isAPIErrorGuard,
  ListAllDatabasesCommand,
  ListRecentBackgroundTasksCommand,
  LoginIndividualCommand,
  LoginServiceCommand,
  RecommendationClient,
  RenewLoginWithRefreshTokenCommand,
} from "@crossingminds/recommendation-client";

const {API, DATABASE, BACKEND, FRONTEND, MANAGER_EMAIL, PASSWORD, EXPIRED_TOKEN} = process.env;
const CHUNK = 4096;

function newClient(initialCredentials) {
  return new RecommendationClient({
    allowedAccountRoles: "*",
    endpointBasePath: API,
    onAuthenticationError: (error) => assert.fail(`the client lost its login: ${error}`),
    ...(initialCredentials ? {initialCredentials} : {}),
  });
}

/** A request that the client has no command for. */
function ask(client, method, relativeRequestURL, {body, searchParams} = {}) {
  return client.send({
    execute: ({requestUtility}) =>
      requestUtility({
        requestOptions: {
          method,
          relativeRequestURL,
          ...(body === undefined ? {} : {body: JSON.stringify(body)}),
          ...(searchParams ? {searchParams} : {}),
        },
      }),
  });
}

async function everyRow(client, path, member, parameters = []) {
  const rows = [];
  let cursor;
  do {
    const searchParams = [["amt", "1000"], ["cursor", cursor], ...parameters];
    const page = await ask(client, "get", path, {searchParams});
    rows.push(...page[member]);
    assert.equal(page.has_next, "next_cursor" in page, "a cursor exactly where the list goes on");
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

let steps = 0;
async function step(name, run) {
  try {
    await run();
  } catch (error) {
    console.error(`failed: ${name}\n${error.stack}\n${JSON.stringify(error)}`);
    process.exit(1);
  }
  steps++;
  console.log(`ok: ${name}`);
}

// A client with credentials logs in by itself, with the header "Bearer undefined", before its first request.
const backend = newClient({serviceLoginId: BACKEND, password: PASSWORD, currentDatabaseId: DATABASE});

await step("the client logs in by itself and reads its database", async () => {
  const database = await backend.send(new GetCurrentDatabaseCommand());
  assert.equal(database.id, DATABASE);
  assert.ok(["pending", "ready"].includes(database.status));
  assert.deepEqual(Object.keys(database.counters).sort(), ["item", "rating", "user"]);
  assert.equal(backend.getCredentials().currentDatabaseId, DATABASE);
});

await step("a service account logs in, and renews its login", async () => {
  const client = newClient();
  const login = await client.send(
    new LoginServiceCommand({serviceLoginId: BACKEND, password: PASSWORD, databaseId: DATABASE}),
  );
  assert.equal(login.role, "backend");
  assert.equal(login.database.id, DATABASE);
  const {refreshToken} = client.getCredentials();
  const renewed = await client.send(
    new RenewLoginWithRefreshTokenCommand({refreshToken, databaseId: DATABASE}),
  );
  assert.equal(renewed.database.id, DATABASE);
  assert.equal(client.getCredentials().token, renewed.token);
});

await step("an expired token is renewed without the caller's doing", async () => {
  const {refreshToken} = backend.getCredentials();
  const client = newClient({token: EXPIRED_TOKEN, refreshToken, currentDatabaseId: DATABASE});
  const database = await client.send(new GetCurrentDatabaseCommand());
  assert.equal(database.id, DATABASE);
  assert.notEqual(client.getCredentials().token, EXPIRED_TOKEN);
});

await step("a person logs in and lists databases", async () => {
  const client = newClient();
  const login = await client.send(new LoginIndividualCommand({email: MANAGER_EMAIL, password: PASSWORD}));
  assert.equal(login.role, "manager");
  const seen = [];
  let page = 1;
  let databases;
  do {
    databases = await client.send(new ListAllDatabasesCommand({page, maxResults: 2}));
    seen.push(...databases.databases.map((database) => database.id));
    page = databases.nextPageNumber;
  } while (databases.hasNextPage);
  assert.ok(seen.includes(DATABASE));
});

await step("one interaction of a user", async () => {
  const written = await backend.send(
    new CreateOneUserInteractionCommand({
      userId: "ann",
      itemId: "lamp",
      interactionType: "view",
      timestamp: new Date(1_588_812_345_678),
      properties: {page: {x: [1, 2.5, null]}},
    }),
  );
  assert.deepEqual(written, {});
  const [row] = await everyRow(backend, "users/ann/interactions-bulk", "interactions");
  assert.equal(row.item_id, "lamp");
  assert.equal(row.timestamp, 1_588_812_346);
  assert.deepEqual(row.properties, {page: {x: [1, 2.5, null]}});
});

await step("bulks of a user in parallel, and a list by two types", async () => {
  const chunks = [0, 1].map((chunk) =>
    Array.from({length: CHUNK}, (unused, row) => ({
      item_id: `item-${chunk}-${row}`,
      interaction_type: row % 2 ? "view" : "buy",
      timestamp: undefined,
    })),
  );
  const answers = await Promise.all(
    chunks.map((interactions) => ask(backend, "post", "users/bob/interactions-bulk", {body: {interactions}})),
  );
  answers.forEach((answer) => assert.deepEqual(answer, {}));
  const types = [["interaction_types", ["view", "buy"]]];
  const rows = await everyRow(backend, "users/bob/interactions-bulk", "interactions", types);
  assert.equal(new Set(rows.map((row) => row.item_id)).size, 2 * CHUNK);
  assert.equal(rows.length, 2 * CHUNK);
  const bought = await everyRow(backend, "users/bob/interactions-bulk", "interactions", [["interaction_types", "buy"]]);
  assert.equal(bought.length, CHUNK);
});

await step("a bulk of many users", async () => {
  const interactions = ["carl", "dora"].map((user_id) => ({user_id, item_id: "lamp", interaction_type: "view"}));
  assert.deepEqual(await ask(backend, "post", "interactions-bulk", {body: {interactions}}), {});
  const rows = await everyRow(backend, "users/dora/interactions-bulk", "interactions");
  assert.equal(rows.length, 1);
});

await step("interactions of a session", async () => {
  const written = await backend.send(
    new CreateOneAnonymousSessionInteractionCommand({sessionId: "morning", itemId: "lamp", interactionType: "view"}),
  );
  assert.deepEqual(written, {});
  const interactions = [{item_id: "chair", interaction_type: "view", timestamp: 1_588_812_345.5}];
  assert.deepEqual(await ask(backend, "post", "sessions/morning/interactions-bulk", {body: {interactions}}), {});
  const rows = await everyRow(backend, "sessions/morning/interactions-bulk", "interactions");
  assert.deepEqual(rows.map((row) => row.item_id), ["lamp", "chair"]);
  rows.forEach((row) => assert.equal(row.session_id, "morning"));
});

await step("a session is resolved, once, with a timestamp in a string", async () => {
  const body = {user_id: "ann", timestamp: "1588812400"};
  assert.deepEqual(await ask(backend, "post", "sessions/morning/resolve", {body}), {});
  await assert.rejects(ask(backend, "post", "sessions/morning/resolve", {body}), (error) => {
    assert.ok(error instanceof APIError);
    assert.ok(isAPIErrorGuard(40, error));
    assert.equal(error.statusCode, 400);
    return true;
  });
  const resolved = await ask(backend, "post", "resolved-sessions", {body: {users_id: ["ann"]}});
  assert.deepEqual(resolved, {
    resolved_sessions: [{session_id: "morning", user_id: "ann", timestamp: 1_588_812_400}],
    has_next: false,
  });
});

await step("a write to a resolved session succeeds and warns", async () => {
  const written = await backend.send(
    new CreateOneAnonymousSessionInteractionCommand({sessionId: "morning", itemId: "sofa", interactionType: "view"}),
  );
  assert.equal(written.warnings.length, 1);
  assert.match(written.warnings[0], /morning/);
});

await step("ratings", async () => {
  const rated = await ask(backend, "put", "users/ann/ratings/lamp", {
    body: {rating: 8.5, timestamp: new Date(1_588_812_345_000).toISOString()},
  });
  assert.equal(rated, undefined, "the client makes undefined of an empty body");
  const page = await ask(backend, "get", "users/ann/ratings");
  const lamp = page.user_ratings.find((rating) => rating.item_id === "lamp");
  assert.deepEqual(lamp, {item_id: "lamp", rating: 8.5, timestamp: 1_588_812_345});
  assert.equal(typeof page.next_page, "number");
  const ratings = [{user_id: "ann", item_id: "chair", rating: 2}];
  assert.equal(await ask(backend, "put", "ratings-bulk", {body: {ratings}}), undefined);
  const all = await everyRow(backend, "ratings-bulk", "ratings");
  assert.ok(all.some((rating) => rating.user_id === "ann" && rating.item_id === "chair" && rating.rating === 2));
  assert.equal(await ask(backend, "delete", "users/ann/ratings/lamp"), undefined);
});

await step("tasks of a kind that never ran", async () => {
  const tasks = await backend.send(
    new ListRecentBackgroundTasksCommand({taskName: "ml_model_retrain", maxResults: 3, page: 1}),
  );
  assert.deepEqual(tasks.tasks, []);
  assert.equal(tasks.hasNext, false);
});

await step("a browser's client writes for its own user and for nobody else", async () => {
  const browser = newClient();
  const login = await browser.send(
    new LoginServiceCommand({serviceLoginId: FRONTEND, password: PASSWORD, databaseId: DATABASE, userId: "eve"}),
  );
  assert.equal(login.role, "frontend");
  const interaction = {itemId: "lamp", interactionType: "view"};
  assert.deepEqual(await browser.send(new CreateOneUserInteractionCommand({userId: "eve", ...interaction})), {});
  await assert.rejects(browser.send(new CreateOneUserInteractionCommand({userId: "ann", ...interaction})), (error) => {
    assert.equal(error.statusCode, 403);
    assert.equal(error.errorData.name, "INCORRECT_FRONTEND_USER_ID");
    return true;
  });
});

await step("a browser's client writes for its own session", async () => {
  const browser = newClient();
  await browser.send(
    new LoginServiceCommand({serviceLoginId: FRONTEND, password: PASSWORD, databaseId: DATABASE, sessionId: "noon"}),
  );
  const interaction = {itemId: "lamp", interactionType: "view", networkInterface: "fetch-keepalive"};
  const own = new CreateOneAnonymousSessionInteractionCommand({sessionId: "noon", ...interaction});
  assert.deepEqual(await browser.send(own), {});
  const other = new CreateOneAnonymousSessionInteractionCommand({sessionId: "night", ...interaction});
  await assert.rejects(browser.send(other), (error) => error.errorData.name === "INCORRECT_FRONTEND_SESSION_ID");
});

await step("a wrong password is an error that the client understands", async () => {
  const login = new LoginServiceCommand({serviceLoginId: BACKEND, password: "wrong", databaseId: DATABASE});
  await assert.rejects(newClient().send(login), (error) => isAPIErrorGuard(21, error));
});

console.log(`all ${steps} steps passed`);
