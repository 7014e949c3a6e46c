// `npm start` alone shows the sample posts, whatever report of them stands there: the committed one must not depend on it; `npm start -- <paths…> [options]` is `throughline run <paths…> [options]`.
const given = process.argv.slice(2);
const args = given.length > 0 ? given : ["--config", "seeds/throughline.yaml", "--fresh"];
process.argv = [...process.argv.slice(0, 2), "run", ...args];
await import("../dist/cli/main.js");
