/** Loaded before a program: writes what the whole process cost into the file that COSTS names, when it ends. */
const { writeFileSync } = require("node:fs");

const start = performance.now();
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (performance.now() - start) / 1000;
  const costs = { seconds, busy: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  writeFileSync(process.env.COSTS, JSON.stringify(costs));
});
