/** Words of themes that nobody could mistake for one another, for collections whose themes are known beforehand. */
interface PlantedTheme {
  name: string;
  nouns: readonly string[];
  verbs: readonly string[];
  adjectives: readonly string[];
}

/** `name: nouns; verbs in the past; adjectives`. */
const LINES = `
Bread: dough, flour, yeast, crust, oven, loaf, sourdough, baker, starter, crumb, bakery, rye; kneaded, proved, baked, scored, fermented, shaped; sour, floury, crusty, wholemeal
Sailing: mast, sail, harbour, skipper, hull, rudder, anchor, tide, deck, keel, regatta, rope; moored, tacked, steered, hoisted, drifted, reefed; salty, windward, seaworthy, tidal
Beekeeping: hive, queen, swarm, honey, nectar, frame, comb, drone, pollen, apiary, smoker, colony; swarmed, foraged, smoked, pollinated, hived, uncapped; waxy, buzzing, sealed, floral
Astronomy: telescope, galaxy, planet, comet, orbit, nebula, star, eclipse, observatory, moon, constellation, meteor; orbited, observed, eclipsed, glimmered, transited, magnified; lunar, stellar, distant, celestial
Chess: pawn, bishop, knight, rook, opening, endgame, gambit, castling, checkmate, tournament, board, opponent; castled, sacrificed, captured, promoted, blundered, forked; positional, drawn, passed, isolated
Dentistry: tooth, molar, enamel, cavity, filling, gum, dentist, crown, braces, plaque, canal, jaw; drilled, filled, extracted, polished, flossed, numbed; dental, decayed, sensitive, wisdom
Railways: locomotive, track, signal, carriage, station, platform, timetable, sleeper, tunnel, conductor, freight, junction; departed, shunted, braked, coupled, derailed, arrived; electric, scheduled, narrow, express
Gardening: seed, compost, tomato, greenhouse, mulch, soil, weed, pruning, lettuce, slug, hedge, bulb; planted, watered, weeded, mulched, harvested, pruned; perennial, leafy, frosty, organic
Photography: camera, lens, shutter, aperture, tripod, exposure, portrait, flash, negative, darkroom, focus, filter; exposed, focused, developed, cropped, photographed, printed; grainy, blurred, monochrome, underexposed
Opera: soprano, aria, libretto, tenor, orchestra, overture, stage, chorus, conductor, composer, duet, rehearsal; sang, rehearsed, conducted, performed, applauded, composed; dramatic, operatic, melodic, baroque
Taxes: deduction, income, receipt, allowance, refund, auditor, invoice, accountant, exemption, bracket, payroll, dividend; deducted, declared, audited, withheld, filed, reimbursed; taxable, fiscal, annual, exempt
Climbing: rope, cliff, harness, summit, boulder, carabiner, ledge, glacier, belay, crampon, ridge, route; climbed, abseiled, belayed, ascended, gripped, slipped; steep, icy, alpine, overhanging
Pottery: clay, kiln, glaze, wheel, bowl, potter, vase, stoneware, porcelain, slip, handle, mug; fired, glazed, threw, moulded, trimmed, cracked; ceramic, earthenware, glossy, unglazed
Football: goalkeeper, striker, penalty, referee, pitch, league, defender, midfield, stadium, coach, offside, header; tackled, scored, dribbled, passed, substituted, equalised; sporting, defensive, injured, unbeaten
Databases: query, index, table, transaction, schema, replica, backup, row, column, migration, cache, shard; indexed, queried, replicated, migrated, committed, joined; relational, transactional, normalised, stale
Knitting: yarn, needle, stitch, sweater, wool, pattern, sleeve, skein, cable, gauge, scarf, sock; knitted, purled, unravelled, blocked, cast, seamed; woollen, ribbed, chunky, merino
Elections: ballot, candidate, voter, campaign, turnout, recount, parliament, poll, constituency, manifesto, mayor, coalition; voted, campaigned, elected, nominated, debated, counted; electoral, undecided, marginal, democratic
Coffee: espresso, roast, grinder, bean, barista, crema, filter, kettle, aroma, café, brew, milk; roasted, brewed, ground, frothed, poured, sipped; bitter, roasted, fruity, caffeinated
Birds: heron, nest, plumage, migration, owl, binoculars, wetland, warbler, feather, chick, finch, hide; nested, migrated, hatched, perched, fledged, hooted; feathered, migratory, rare, nocturnal
Law: court, judge, verdict, plaintiff, contract, appeal, statute, jury, barrister, clause, witness, settlement; ruled, appealed, testified, sued, pleaded, breached; legal, binding, liable, contractual
`;

export const THEMES: readonly PlantedTheme[] = LINES.trim()
  .split("\n")
  .map((line) => {
    const [name = "", rest = ""] = line.split(": ");
    const [nouns = [], verbs = [], adjectives = []] = rest.split("; ").map((part) => part.split(", "));
    return { name, nouns, verbs, adjectives };
  });

/** Places, people and times that any theme may have. */
export const COMMON: Readonly<Record<"who" | "when" | "where", readonly string[]>> = {
  who: [
    ...[
      "my neighbour",
      "a friend",
      "the whole group",
      "our teacher",
      "somebody",
      "the younger ones",
      "a visitor",
    ],
    ...[
      "the two of us",
      "everybody",
      "an old hand",
      "my sister",
      "a stranger",
      "the newcomer",
      "nobody else",
    ],
  ],
  when: [
    ...[
      "last spring",
      "on a Tuesday",
      "before noon",
      "after a long week",
      "in the first hour",
      "twice that year",
    ],
    ...[
      "on the third day",
      "late in the evening",
      "when it rained",
      "without warning",
      "for once",
      "in the end",
    ],
  ],
  where: [
    ...["at home", "in the village", "near the river", "behind the house", "in a small town", "up north"],
    ...["across the road", "in the old hall", "by the window", "far from here", "in the yard", "downstairs"],
  ],
};

/** N, V, A: words of the theme; W, T, P: who, when and where. */
export const PATTERNS: readonly string[] = [
  "T W V the A N, and the N beside it was V as well.",
  "The N and the N were A, so W V them P.",
  "W had never seen a N as A as the one that we V T.",
  "If the N is A, the N has to be V before the N.",
  "Once the N was V, W looked at the A N and then at the N P.",
  "What I learned of the N: a A N is better V T than never.",
  "P the N V, while W held the A N.",
  "Without a N there is no N, said W T, and V the N.",
  "We V the N P, then the A N, and last of all the N.",
  "T the N was A again, because W had V the N too soon.",
  "Between the N and the N W put a A N, which V P.",
  "Nothing about the A N told us that the N would be V T.",
  "W asked whether the N was A enough; it was V P with the other N.",
  "A A N, a A N and a N: that is all that W V T.",
  "The A N from P V better than the N that W bought T.",
  "How often a N is V depends on the N, and on how A the N is.",
];
