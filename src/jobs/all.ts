/** The jobs that a thread of this program can do. */
import { parsingJob } from "../stages/clean/parsing-job.js";
import { readingJob } from "../stages/describe/terms/reading-job.js";
import type { AnyJob } from "./task.js";

export const jobs: readonly AnyJob[] = [parsingJob, readingJob];
