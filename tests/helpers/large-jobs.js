/** The jobs on shards, for threads that read the sources. */
export { jobs } from "../../src/pipeline/large/jobs.ts";
