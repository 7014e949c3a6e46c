/** What is embedded and clustered: about 120 words that never cross a heading. */
export interface Passage {
  /** Derived from the post's id, the text and its occurrence in the post. */
  id: string;
  postId: string;
  /** 0-based place in the post. */
  ordinal: number;
  headingPath: string[];
  text: string;
  /** UTF-16 offsets into `Post.source`. */
  start: number;
  end: number;
  words: number;
  /** The id of the passage that this one repeats, exactly or nearly; it is counted once when clustering. */
  duplicateOf?: string;
}
