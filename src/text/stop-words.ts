/** English words that carry grammar and no theme, lower case. */
const WORDS = `
a about above across after afterwards again against all almost alone along already also although always am among an
and another any anybody anyone anything anyway anywhere are aren't around as at away back be became because become
becomes been before beforehand behind being below beside besides between beyond both but by came can can't cannot come
comes could couldn't did didn't do does doesn't doing don don't done down during each either else elsewhere enough etc
even ever every everybody everyone everything everywhere except far few first for former from further get gets getting
give given gives go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's hence her here
here's hers herself him himself his how how's however i i'd i'll i'm i've if in indeed instead into is isn't it it's
its itself just keep keeps kept know knows last later latter least less let let's like likely made make makes making
many may maybe me meanwhile might mine more moreover most mostly much must my myself namely near nearly need needs
neither never nevertheless next no nobody none nor not nothing now nowhere of off often on once one ones only onto or
other others otherwise ought our ours ourselves out over own per perhaps please put quite rather really said same saw
say says see seem seemed seems seen several shall she she'd she'll she's should shouldn't since so some somebody
somehow someone something sometimes somewhere still such take takes taken than that that's the their theirs them
themselves then there there's therefore these they they'd they'll they're they've thing things this those though three
through throughout thus to together too toward towards two under until up upon us use used uses using very via want
wants was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when whenever where whereas
wherever whether which while who who's whoever whole whom whose why will with within without won't would wouldn't yes
yet you you'd you'll you're you've your yours yourself yourselves
`;

const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));

/** True for an English function word; `word` is lower case with straight apostrophes. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
