import { inProcess } from "../../src/jobs/in-process.js";
import { describeExecutor } from "../conformance/executor.js";

describeExecutor("in-process", () => inProcess());
