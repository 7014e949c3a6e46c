import type { App, MakeView } from "../state/app.js";
import { makeTimeBrush } from "./brush.js";
import { makeTimeSource } from "./source.js";

/** In pixels; below it the chosen months leave no room for how to choose them. */
const WIDE = 580;

/** The months to choose from, slim, under the map; not there where no post has a date. */
export const makeTimeStrip: MakeView = (root, app) => {
  const counts = makeTimeSource(app);
  root.hidden = counts() === undefined;
  if (root.hidden) return { update: () => undefined };
  const brush = makeTimeBrush(root, app, ({ unit }, width) => {
    const caption = `Passages per ${unit}`;
    return width < WIDE ? caption : `${caption}; drag to choose months`;
  });
  const light = ({ hovered, state }: App): void => brush.light(hovered.theme ?? state.theme);
  return {
    update() {
      if (app.state.screen === "time") return;
      const current = counts();
      if (current === undefined) return;
      brush.draw(current);
      light(app);
    },
    hover: light,
  };
};
