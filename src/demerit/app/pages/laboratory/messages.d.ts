/** Written by `make types` from the server's messages; not to be changed by hand. */

import type { Hello, Person, Province, Refused, Tied } from "../shared/messages.js";
export type { Hello, Person, Province, Refused, Tied };

/** Pause, go on, or let one month pass; how many months a second at most (0: as fast as may be; else .1 or more). */
export type Pace = {
  kind: "pace";
  n: number;
  do: "pause" | "go" | "step";
  months_a_second?: number;
};

/** All that decides both worlds: the same scenario gives the same digests. */
export type Scenario = {
  a?: string;
  b?: string;
  recipe?: string;
  people?: number;
  weeks?: number;
  seed?: number;
  evidence?: Array<"documented" | "reported" | "disputed" | "projected" | "fiction">;
  settings?: Record<string, number>;
};

/** Let two worlds live; whatever lived on this line ends. */
export type Start = {
  kind: "start";
  n: number;
  scenario: Scenario;
};

/** Show a citizen of one side of a run that is over. */
export type Why = {
  kind: "why";
  n: number;
  run: string;
  side: "a" | "b";
  citizen: number;
};

export type Asked = Hello | Start | Pace | Why;

/** An entry of a ledger with its ground. */
export type Booking = {
  week: number;
  account: string;
  rule: string;
  points: number;
  summary: string;
  sources: Array<string>;
  grade: "documented" | "reported" | "disputed" | "projected" | "fiction" | null;
  size: string | null;
};

/** A citizen of one side: who they are, what others see, to whom they are tied, and every entry of the score. */
export type Citizen = {
  kind: "citizen";
  side: "a" | "b";
  person: Person;
  low: number;
  score: number | null;
  said: string;
  friends: Array<Known>;
  ledger: Array<Booking>;
  left_out: number;
  left_out_points: number;
};

/** What is going on. */
export type Doing = {
  kind: "doing";
  what: "waiting" | "making" | "living" | "paused" | "measuring";
  run: string;
};

/** A chart that the server draws. */
export type Drawn = {
  name: string;
  title: string;
  caption: string;
  absent: string;
};

/** What came of a scenario. */
export type Found = {
  kind: "found";
  run: string;
  digest_a: string;
  digest_b: string;
  rows: Array<Row>;
  charts: Array<Drawn>;
  ties: Tied;
  provinces_a: Array<Province>;
  provinces_b: Array<Province>;
  command: string;
  python: string;
};

/** Somebody to whom a citizen is tied, as their face shows them. */
export type Known = {
  citizen: number;
  kind: string;
  score: number | null;
};

/** Both worlds at the end of a month, and where scores stand. */
export type Month = {
  kind: "month";
  run: string;
  done: number;
  of: number;
  a: Side;
  b: Side;
  low: number;
  step: number;
  bars_a: Array<number>;
  bars_b: Array<number>;
};

/** A row of the table of differences. */
export type Row = {
  section: string;
  name: string;
  a: string;
  b: string;
  delta: string;
};

/** One world at the end of a month. */
export type Side = {
  week: number;
  score: number | null;
  dissent: number;
  questions: number;
  praise: number;
  fear: number;
  friends: number;
};

export type Told = Doing | Month | Found | Citizen | Refused;

/** Something by its name, in a sentence. */
export type Said = {
  name: string;
  summary: string;
};

/** A scheme that can be chosen. */
export type SchemeSays = {
  name: string;
  summary: string;
  title: string;
  world: string;
  weeks: number;
  start: string;
};

/** What can be chosen, and how large a world may be. */
export type Offer = {
  schemes: Array<SchemeSays>;
  recipes: Array<Said>;
  grades: Array<"documented" | "reported" | "disputed" | "projected" | "fiction">;
  people: number;
  weeks: number;
};

/** A number of the law that can be turned. */
export type Knob = {
  name: string;
  says: string;
  value: number;
  low: number;
  high: number;
  unit: string;
};

/** What of one scheme can be changed: reforms that fit it, and its numbers. */
export type Parts = {
  name: string;
  reforms: Array<Said>;
  knobs: Array<Knob>;
};

/** What came of reading a law: under what name it is kept, and each mistake with file, line and column. */
export type ReadLaw = {
  name: string;
  mistakes: Array<string>;
};

/** A message as a page writes it; the line numbers it. */
export type Sent<T = Asked> = T extends { n: number } ? Omit<T, "n"> : T;

/** What was told last, by kind. */
export type Heard = { [K in Told["kind"]]?: Extract<Told, { kind: K }> | null };
