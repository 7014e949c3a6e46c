/**
 * Lines that mail clients and publishing services put around a post. They are known without a corpus, so that a single
 * post is cleaned too. Each pattern is matched against a whole block or sentence in the form of `comparableText`
 * (lower case, no punctuation, numbers as 0), so a sentence that only mentions a newsletter stays.
 */
const PHRASES: readonly string[] = [
  // Buttons.
  "(?:share|subscribe|subscribed|subscribe now|subscribe (?:here|today|for free)|sign up(?: now| here| for free)?|sign in|log in|join now)",
  "(?:(?:leave|write|add|post) a comment|0? ?comments?|like|restack|reply|tweet|repost|pin it|follow(?: me| us)?|copy link|permalink)",
  "(?:read|see|learn|view) more|(?:continue|keep) reading|(?:listen|watch|read|buy|order|register|donate|get started) now|(?:read|open) in (?:the )?(?:substack )?app",
  "get the (?:substack )?app|start (?:writing|your substack)|upgrade(?: to paid| subscription)?|(?:give|send) a gift(?: subscription)?|give a subscription|get 0 off.{0,60}|buy me a (?:coffee|beer)",
  "(?:skip to|jump to|back to|go to|return to)(?: the)? (?:main )?(?:content|top|table of contents|home|homepage|blog|archive)",
  "(?:previous|next|older|newer)(?: post| article| issue)?|(?:close|open|main)? ?menu|loading|advertisement|click here|(?:image|photo|picture|video|gif|audio)(?: 0)?",
  "share (?:this|it|the)(?: (?:post|article|issue|newsletter|story|page|episode|email|with))*(?: .{1,40})?",
  "share on (?:twitter|x|facebook|linkedin|reddit|email|whatsapp|mastodon|bluesky)",
  // Mail.
  "(?:view|read|open|see)(?: (?:this|the|it))?(?: (?:email|post|newsletter|message|issue))?(?: online)?(?: in| on)?(?: your| a| the)?(?: web)? ?(?:browser|online|web version)",
  "(?:having )?(?:trouble|problems?) (?:viewing|reading|seeing) this.{0,80}",
  "(?:was )?(?:this )?(?:email|newsletter|message|issue)?(?: was)? ?forwarded(?: this| to you)(?: (?:email|newsletter|message|by .{1,40}))?.{0,60}",
  "(?:click here to |to )?unsubscribe(?: .{1,80})?",
  "(?:you (?:can|may) )?(?:manage|update|change|edit)(?: your)?(?: (?:email|mail|subscription))? (?:preferences|settings|subscriptions?|profile)(?: .{1,80})?",
  "(?:you are|you re|youre|you have|youve|you) (?:receiving|received|getting) this(?: (?:email|mail|message|newsletter))?(?: .{1,120})?",
  "sent (?:from|via|with) (?:my |outlook |mail ).{0,40}",
  "(?:begin )?forwarded(?: message)?|original message|on .{0,40}0.{0,60} wrote",
  // Calls to subscribe, share and pay.
  "thanks for reading(?: .{1,60})?",
  "thanks for reading .{0,80}(?:subscribe|share).{0,160}",
  ".{1,80} is a reader supported publication.{0,200}",
  "to receive new posts and support (?:my|our) work.{0,100}",
  "(?:subscribe|sign up|join)(?: .{1,80})? (?:newsletter|mailing list|for free|inbox|by email|new posts|updates)(?: .{1,60})?",
  "(?:if you (?:like|liked|enjoy|enjoyed|love|loved|found) |did you (?:like|enjoy) )(?:.{1,160} )?(?:subscrib(?:e|er|ing)|paid subscription|share (?:it|this)|forward (?:it|this)|support (?:my|our) (?:work|writing))(?: .{1,120})?",
  "(?:please )?consider (?:becoming|subscribing|upgrading|supporting)(?: .{1,40})? (?:subscriber|subscription|free or paid|my work|our work)(?: .{1,80})?",
  "(?:this|the rest of this) (?:post|article|episode|issue|email|newsletter) is (?:only )?(?:for|available to) (?:paid|paying)(?: .{1,60})?",
  "(?:already a paid subscriber|refer a friend|invite (?:your )?friends)(?: .{1,80})?",
  "(?:follow|find|connect with|catch) (?:me|us) on (?:twitter|x|linkedin|facebook|instagram|mastodon|bluesky|threads|youtube|medium)(?: .{1,80})?",
  // Credits and rights.
  "(?:(?:cover|header|title|featured|hero) )?(?:photo|image|illustration|picture) (?:by|credit|credits|courtesy|source|via)(?: .{1,60})?",
  "(?:copyright )?(?:c )?0 .{0,60}all rights reserved.{0,60}|all rights reserved|copyright (?:c )?0(?: .{1,80})?",
  "(?:(?:this|the) (?:post|article|essay|piece) )?(?:was )?(?:originally|first) (?:published|appeared|posted)(?: (?:at|on|in|by))? .{1,80}",
];

const KNOWN = new RegExp(`^(?:${PHRASES.map((phrase) => `(?:${phrase})`).join("|")})$`, "u");
/** No known line is longer; a longer text is not tried. */
const LONGEST_PHRASE = 400;

/** @param key a block or sentence in the form of `comparableText`. */
export function isKnownPhrase(key: string): boolean {
  return key.length <= LONGEST_PHRASE && KNOWN.test(key);
}
