/** What part of the map is shown, so that a map of another size, or a page that is opened anew, shows the same. */

export interface MapPlace {
  scale: number;
  /** How far the map is shifted, as shares of its width and height on the screen. */
  x: number;
  y: number;
}

let shown: MapPlace | undefined;

/** Undefined where the map stands as it was first drawn. */
export function shownPlace(): MapPlace | undefined {
  return shown;
}

/** What is shown from now on, or what the map is to begin with. */
export function setShownPlace(place: MapPlace | undefined): void {
  shown = place;
}
