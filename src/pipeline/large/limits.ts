/** From which size on a collection is large, and how it is divided then. Tests have smaller ones. */
export interface Limits {
  /** Up to so many passages nothing is sampled; of more, so many at most are the sample from which the themes are learned. */
  most: number;
  /** So many passages of the sample at most are shown in `report.html` and on the map. */
  shown: number;
  /** Bytes of files in a shard: some thousand passages. */
  shardBytes: number;
  /**
   * A collection with more bytes for each of the `most` passages is first gone through in shards; a smaller one is read whole, and only
   * divided where it turns out to have more passages.
   */
  bytesPerPassage: number;
}

export const LIMITS: Limits = { most: 50_000, shown: 20_000, shardBytes: 6_000_000, bytesPerPassage: 600 };
