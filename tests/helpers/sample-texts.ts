/** Sentences for the sample report: six themes, a dozen sentences each, as a newsletter on product work would have. */

export interface SampleTheme {
  label: string;
  terms: string[];
  sentences: string[];
}

export const SAMPLE_THEMES: readonly SampleTheme[] = [
  {
    label: "Change management",
    terms: [
      "change",
      "resistance",
      "transformation",
      "habits",
      "reorganisation",
      "buy-in",
      "old ways of working",
    ],
    sentences: [
      "A change that nobody asked for is a change that everybody waits out.",
      "Resistance is information: it tells you which part of the old way of working people relied on.",
      "We announced the reorganisation on a Monday and spent the next two quarters explaining it.",
      "Transformation programmes fail at the edges, where the new process meets the old budget.",
      "Ask what people will have to stop doing, because that is where the change really costs them.",
      "The first team to change needs protection, and the second team needs proof.",
      "Habits outlast slide decks; if the weekly meeting stays the same, so does everything else.",
      "Buy-in is not a meeting that you hold at the end.",
      "What looked like stubbornness was a support team that had been promised a better tool three times before.",
      "Small, reversible changes taught us more than the grand plan that took a year to write.",
      "Every change has a grief curve, and leaders tend to be three months ahead of everybody else on it.",
      "Write down the problem before the solution, or the change becomes an argument about taste.",
    ],
  },
  {
    label: "MVPs and experiments",
    terms: [
      "experiment",
      "MVP",
      "hypothesis",
      "prototype",
      "riskiest assumption",
      "landing page",
      "learning",
    ],
    sentences: [
      "An MVP is the smallest thing that can prove you wrong.",
      "We built the first version with a spreadsheet, a form and a person who answered e-mails at night.",
      "Name the riskiest assumption, and design the experiment so that it can fail.",
      "A landing page tells you whether people click, not whether they stay.",
      "The prototype was ugly enough that customers felt free to criticise it.",
      "If the result of an experiment would not change what you do next, skip the experiment.",
      "Most of our tests ended with no effect at all, and that was the most useful finding of the year.",
      "Minimum is the easy half; viable is where the arguments start.",
      "Set the threshold before you look at the numbers, because afterwards every number looks good.",
      "Concierge tests scale badly, which is fine, since their purpose is learning.",
      "Twelve interviews and a paper sketch saved us a quarter of building the wrong thing.",
      "An experiment without an end date is just a feature that nobody dares to remove.",
    ],
  },
  {
    label: "Roadmaps without promises",
    terms: ["roadmap", "deadline", "now next later", "commitment", "stakeholders", "priorities"],
    sentences: [
      "A roadmap is a statement of intent, and people read it as a contract.",
      "Now, next and later say as much about time as we know.",
      "The further away an item is, the vaguer its name ought to be.",
      "Sales asked for dates, so we gave them confidence levels instead.",
      "We stopped putting features on the roadmap and wrote down the problems we meant to solve.",
      "Every quarter we read last quarter's roadmap aloud, which kept us modest.",
      "A deadline from outside is a constraint; a deadline from inside is usually a hope.",
      "Stakeholders forgive a change of plan more readily than a surprise.",
      "If everything on the list is a priority, the list is an inventory.",
      "The best roadmap meeting we had ended with fewer items than it began with.",
    ],
  },
  {
    label: "Team rituals",
    terms: ["retrospective", "stand-up", "ritual", "meeting", "check-in", "demo"],
    sentences: [
      "The stand-up had become a status report to one person, so that person stopped coming.",
      "Retrospectives without a single action are group therapy, and not the good kind.",
      "We moved the demo to Thursday morning, and suddenly people from finance came.",
      "A ritual earns its place when people miss it after it has been cancelled.",
      "Start the check-in with a question that has nothing to do with work.",
      "The quietest person in the retrospective usually has the most useful thing to say.",
      "Once a year, delete every recurring meeting and see which ones come back.",
      "A good meeting has a decision, an owner and an end.",
      "Remote teams need fewer meetings and more writing, and most do it the other way round.",
    ],
  },
  {
    label: "Metrics and north stars",
    terms: ["metric", "north star", "dashboard", "activation", "retention", "Goodhart's law"],
    sentences: [
      "A north star that every team can move on its own is no north star.",
      "When a measure becomes a target, people get very good at the measure.",
      "Our dashboard had forty charts and answered no question anybody had.",
      "Retention is the only metric that customers vote on with their feet.",
      "Pick one number for the quarter, and write down what it leaves out.",
      "Activation went up after we made the form shorter, and support tickets went up a week later.",
      "Ask of each metric which decision it would change.",
      "Averages hide the customers who are about to leave.",
    ],
  },
  {
    label: "Writing things down",
    terms: ["writing", "documentation", "decision record", "memo", "wiki"],
    sentences: [
      "Decisions that are not written down get made again, by other people, in another way.",
      "A one-page memo shows the gaps that a slide politely hides.",
      "Documentation goes stale at the speed of the thing it documents, so write down the why.",
      "The wiki had four thousand pages and one reader, who was looking for the lunch menu.",
      "A decision record takes ten minutes, and saves the newcomer a week.",
      "Write the announcement first; if it is dull, so is the feature.",
    ],
  },
];

export const HOSTILE = {
  script: "Alarm </script><script>alert(1)</script> & <!-- hidden",
  pipe: "Costs | benefits of *doing* [less](javascript:alert(2))",
  formula: '=cmd()|" /C calc"!A0',
  override: "The report \u202Efdp.exe\u202C on trust 🚀",
  separator: "Lines\u2028that\u2029break & \u0007ring",
  image: '"><img src=x onerror=alert(3)>',
} as const;
