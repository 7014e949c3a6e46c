/** The jobs on shards, as threads and other machines find them by name. */
import type { AnyJob } from "../../jobs/task.js";
import { cutJob } from "./cut-job.js";
import { placeJob } from "./place-job.js";
import { readJob } from "./read-job.js";

export const jobs: readonly AnyJob[] = [readJob, cutJob, placeJob];
