import { pullThePlug } from "./pull.js";

pullThePlug(25);
