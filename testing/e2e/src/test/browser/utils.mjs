// The newest client asks for version 0.7.0 of its utilities, which is not published everywhere. This is 0.3.1 with the
// three functions that the client's own code shows to be missing.
export * from "./node_modules/@crossingminds/utils/dist/index.mjs";

export function runSafe(run) {
  try {
    return {value: run(), hasError: false};
  } catch (error) {
    return {error, hasError: true};
  }
}

export async function runSafeAsync(run) {
  try {
    return {value: await run(), hasError: false};
  } catch (error) {
    return {error, hasError: true};
  }
}

export function lossySerializableObject(object) {
  return JSON.parse(JSON.stringify(object));
}
