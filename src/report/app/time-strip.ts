import type { App, MakeView } from "./app.js";
import { makeTimeBrush } from "./time-brush.js";
import { makeTimeSource } from "./time-source.js";

/** There the chosen months leave room for few words beside them. */
const isNarrow = window.matchMedia("(max-width: 44rem)");

/** The months to choose from, slim, under the map; not there where no post has a date. */
export const makeTimeStrip: MakeView = (root, app) => {
  const counts = makeTimeSource(app);
  root.hidden = counts() === undefined;
  if (root.hidden) return { update: () => undefined };
  const brush = makeTimeBrush(root, app, ({ unit }) => {
    const caption = `Passages per ${unit}`;
    return isNarrow.matches ? caption : `${caption}; drag to choose months`;
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
