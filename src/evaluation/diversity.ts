/**
 * Topic diversity (Dieng, Ruiz & Blei 2020, "Topic Modeling in Embedding Spaces", §6): the share of different words among
 * the top words of all topics. They take the top 25. Near 0 the topics repeat one another, at 1 no two share a word.
 *
 * Example: {a b} and {b c} have three different words of four: 0.75.
 *
 * @param topics top words of each topic
 * @returns 0…1; NaN where there are no words
 */
export function topicDiversity(topics: readonly (readonly string[])[]): number {
  const words = topics.flat();
  return new Set(words).size / words.length;
}
