import type { Granularity } from "../../shapes/clustering.js";

export interface ClusterOptions {
  /** The number of themes. @default "auto" */
  themes: "auto" | number;
  /** Shifts the number that is chosen. @default "medium" */
  granularity?: Granularity;
  /** Whether nothing to divide is no error, since other themes have passages already. @default false */
  mayBeNone?: boolean;
}
