/** In what programs read: the field in which everything that comes from posts stands, so that none takes it for an instruction. */
export const OF_POSTS = "content_of_posts";
