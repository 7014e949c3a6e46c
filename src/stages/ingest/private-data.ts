import { foldName } from "./field-names.js";

/** Names of columns by which a table of messages between people is known. */
const OF_MESSAGES = [
  "conversationid",
  "conversationtitle",
  "recipientprofileurls",
  "senderprofileurl",
  "sendername",
  "recipientids",
  "dmconversation",
  "threadid",
];
const SENDER = ["from", "sender", "senderid"];
const RECIPIENT = ["to", "recipient", "recipients", "recipientid"];
/** Tables that exports hold besides posts: of people, and of what these did. */
const OF_PEOPLE =
  /^(?:messages?|direct[-_ ]messages?.*|connections|contacts|comments|reactions|votes|invitations|followers|following|subscribers.*|subscribed.*|unsubscribed.*|cleaned.*|members.*|likes|logins|sessions|ips?|endorsements.*|recommendations.*|ad[-_ ]targeting)$/i;

/** Why a table or list is nobody's writing for readers, by its file's name without its ending and its columns; undefined where it may be. */
export function privateBecause(stem: string, columns: readonly string[]): string | undefined {
  const names = new Set(columns.map(foldName));
  const has = (wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  if (has(OF_MESSAGES) || (has(SENDER) && has(RECIPIENT))) return "messages between people, and no posts";
  return OF_PEOPLE.test(stem)
    ? "data about people, or what they wrote to each other, and no posts"
    : undefined;
}
