import { pullThePlug } from "./pull.js";

pullThePlug(200);
