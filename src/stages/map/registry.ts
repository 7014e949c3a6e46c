import type { Matrix } from "../../shapes/embeddings.js";
import type { Projector } from "../../shapes/projector.js";
import { flatUmap } from "./flat-umap.js";
import { umapJs } from "./umap-js.js";

/** Every projector, by name. */
export const projectors: Readonly<Record<string, Projector>> = {
  [umapJs.name]: umapJs,
  [flatUmap.name]: flatUmap,
};

/** Points up to which `umap-js` takes about a second. */
const SMALL = 500;

/** The projector of a run that asks for none. The algorithm is the same for all sizes, only the time differs. */
export function projectorFor({ rows }: Pick<Matrix, "rows">): Projector {
  return rows < SMALL ? umapJs : flatUmap;
}
