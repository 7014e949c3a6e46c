/** x and y of each passage, each scaled to 0…1, for drawing only. */
export interface MapPoints {
  x: Float32Array;
  y: Float32Array;
}
