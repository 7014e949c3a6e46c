import { letStepsFail } from "./pull.js";

letStepsFail(4);
