/** Takes off the apostrophe that keeps a spreadsheet from running a text of our tables as a formula. */
export function withoutGuard(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, "");
}
