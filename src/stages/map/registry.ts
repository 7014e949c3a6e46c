import type { Projector } from "../../shapes/projector.js";
import { umapJs } from "./umap-js.js";

/** Every projector, by name. */
export const projectors: Readonly<Record<string, Projector>> = { [umapJs.name]: umapJs };

/** The projector of a run that asks for none. */
export const defaultProjector: Projector = umapJs;
