import { letStepsFail } from "./pull.js";

letStepsFail(60);
