/** Written by `make types` from the server's messages; not to be changed by hand. */

/** Look somebody up in the public register. */
export type Ask = {
  kind: "ask";
  n: number;
  citizen: number;
};

/** Begin a story as one of the prepared citizens, or as any by number. */
export type Begin = {
  kind: "begin";
  n: number;
  citizen: number;
};

/** Change the law from next month on. */
export type Card = {
  kind: "card";
  n: number;
  card: string;
};

/** Decide an act; no deed leaves it to the citizen's habit. */
export type Choose = {
  kind: "choose";
  n: number;
  act: string;
  deed: string | null;
};

/** See the end of a story now. */
export type Finish = {
  kind: "finish";
  n: number;
};

/** The first message of every line: who one is, if one was here before. */
export type Hello = {
  kind: "hello";
  token?: string | null;
  code?: string | null;
};

/** Join a class. */
export type Join = {
  kind: "join";
  n: number;
  code: string;
  nickname: string;
};

/** End a story; it is forgotten. */
export type Leave = {
  kind: "leave";
  n: number;
};

/** Let weeks pass: one, the rest of the month, or a year by habit. */
export type Pass = {
  kind: "pass";
  n: number;
  how: "week" | "month" | "year";
};

/** What a teacher does with one seat. */
export type Place = {
  kind: "seat";
  n: number;
  seat: number;
  what: "freeze" | "thaw" | "kick";
};

/** How many seconds a week lasts. */
export type Speed = {
  kind: "speed";
  n: number;
  seconds: number;
};

/** What a teacher does with a class as a whole. */
export type Teach = {
  kind: "teach";
  n: number;
  what: "start" | "pause" | "step" | "end" | "wipe" | "csv";
};

export type Asked = Hello | Begin | Choose | Pass | Ask | Finish | Leave | Join | Teach | Speed | Place | Card;

/** A category of the score. */
export type Account = {
  name: string;
  cap: number;
  rests: Rests;
};

/** A decision that is due. */
export type Act = {
  name: string;
  open: Array<boolean>;
  believed: Array<number | null>;
  picked: string | null;
};

/** A decision, and how it can end. */
export type ActKind = {
  name: string;
  monthly: boolean;
  deeds: Array<string>;
};

/** What the public register says. */
export type Answer = {
  kind: "answer";
  listed: Listed;
};

/** One entry of the ledger. */
export type Booked = {
  week: number;
  account: string;
  entry: string;
  points: number;
};

/** How many points what moved them rests on. */
export type ByGrade = {
  grade: string;
  points: number;
  entries: number;
};

/** A citizen one may play. */
export type Candidate = {
  person: Person;
  score: number | null;
  friends: number;
  prepared: string | null;
};

/** A change of the law that the teacher can make. */
export type CardSays = {
  name: string;
  on: boolean;
  coming: boolean;
};

/** Whom one may play. */
export type Choices = {
  kind: "candidates";
  candidates: Array<Candidate>;
  people: number;
  weeks: number;
  scheme: string;
};

/** What happened to a class, as a table; seats bear numbers there, no nicknames. */
export type Csv = {
  kind: "csv";
  name: string;
  text: string;
};

/** The end of a life: beside the twin who lived without the scheme, and what of it was documented. */
export type Debrief = {
  mine: Side;
  twin: Side;
  grades: Array<ByGrade>;
  rules: Array<Booked>;
  gates: Array<Gate>;
  digest: string;
  command: string;
  choices: string;
};

/** A life is over. */
export type Ended = {
  kind: "ended";
  debrief: Debrief;
};

/** Somebody one is tied to. */
export type Friend = {
  citizen: number;
  kind: "kin" | "friend" | "colleague";
  age: number;
  sex: string;
  occupation: string;
  bond: number;
  score: number | null;
  said: string;
  floor: number | null;
  drops: boolean;
  lowest: boolean;
};

/** Whether a service is open to one. */
export type Gate = {
  name: string;
  open: boolean;
  line: number | null;
};

/** A service, as it is written. */
export type GateLaw = {
  treatment: "benefit" | "detriment";
  rests: Rests;
};

/** The seat is no longer there. */
export type Gone = {
  kind: "gone";
  why: string;
};

/** What came of the weeks that passed. */
export type Happened = {
  first: number;
  weeks: number;
  before: number | null;
  after: number | null;
  entries: Array<Booked>;
  did: Record<string, number>;
  opened: Array<string>;
  shut: Array<string>;
  gained: number;
  lost: number;
};

/** How many citizens stand where: counts of steps of the scale from its low end. */
export type Histogram = {
  low: number;
  step: number;
  counts: Array<number>;
  class_: Array<number>;
};

/** All of the law that a page shows, with what it rests on. */
export type Law = {
  kind: "law";
  scheme: string;
  title: string;
  low: number;
  high: number;
  bands: Record<string, number>;
  accounts: Array<Account>;
  gates: Record<string, GateLaw>;
  entries: Record<string, Rests>;
  registers: Record<string, Rests>;
  tips: Array<Tip>;
  acts: Array<ActKind>;
};

/** What the public registers say of somebody. */
export type Listed = {
  citizen: number;
  registers: Array<string>;
};

/** What the crowd-made map says a visit does, in points; it may be wrong. */
export type MapSays = {
  museum: number;
  rally: number;
  hostile: number;
  marked: boolean;
  reports: number;
};

/** What the matchmaker says. */
export type Match = {
  looking: boolean;
  mate: number | null;
  months: number;
};

/** Who a citizen is. */
export type Person = {
  citizen: number;
  age: number;
  sex: string;
  occupation: string;
  education: string;
  province: string;
  urban: boolean;
  origin: string;
  married: boolean;
  online: boolean;
  fifth: number;
};

/** An act was decided. */
export type Picked = {
  kind: "picked";
  n: number;
  act: string;
  deed: string | null;
};

/** A province, by those of it who bear a score. */
export type Province = {
  name: string;
  people: number;
  mean: number;
  silent: number;
};

/** A seat of a class, as the teacher sees it. */
export type Pupil = {
  seat: number;
  nickname: string;
  here: boolean;
  frozen: boolean;
  score: number | null;
  picked: number;
};

/** Nothing was done, and why. */
export type Refused = {
  kind: "refused";
  n: number | null;
  why: string;
  says: string;
};

/** What a piece of law rests on. */
export type Rests = {
  summary: string;
  grade: "documented" | "reported" | "disputed" | "projected" | "fiction";
  size: "documented" | "reported" | "calibrated" | "assumed" | null;
  sources: Array<string>;
  disputed_by: Array<string>;
};

/** A class, as its teacher sees it. */
export type Room = {
  kind: "room";
  code: string;
  address: string;
  qr: string;
  state: "waiting" | "running" | "paused" | "over";
  week: number;
  weeks: number;
  day: string;
  people: number;
  seconds: number;
  until: number | null;
  pupils: Array<Pupil>;
  cards: Array<CardSays>;
  histogram: Histogram;
  ties: Tied;
  provinces: Array<Province>;
  series: Series;
  series_null: Series | null;
};

/** What one sees now, and what came of the weeks before. */
export type Seen = {
  kind: "seen";
  view: View;
  happened: Happened | null;
  state: "running" | "paused" | "over";
  until: number | null;
  frozen: boolean;
};

/** Figures of the whole society, month by month. */
export type Series = {
  weeks: Array<number>;
  dissent: Array<number>;
  fear: Array<number>;
  score: Array<number>;
  friends: Array<number>;
};

/** A life in figures, under the scheme or without it. */
export type Side = {
  scores: Array<number | null>;
  friends: Array<number>;
  fear: Array<number>;
  posts: number;
  political: number;
  dissent: number;
  praise: number;
  lost_for_score: number;
  friends_end: number;
  months_pressed: number;
};

/** Citizens, and the ties among them: pairs are of places in `citizens`; `seats` says who plays whom, if anybody. */
export type Tied = {
  citizens: Array<number>;
  scores: Array<number | null>;
  seats: Array<number | null>;
  pairs: Array<[number, number]>;
  mean: number | null;
};

/** A printed piece of advice. */
export type Tip = {
  name: string;
  text: string;
  grade: "documented" | "reported" | "disputed" | "projected" | "fiction";
};

/** All that a citizen whom somebody plays can see. */
export type View = {
  person: Person;
  week: number;
  weeks: number;
  day: string;
  score: number | null;
  band: string | null;
  points: Array<number>;
  fear: number;
  pressed: number;
  acts: Array<Act>;
  gates: Array<Gate>;
  friends: Array<Friend>;
  ledger: Array<Booked>;
  registers: Array<string>;
  map: MapSays | null;
  match: Match | null;
};

/** Who one is from now on; the token is the only key to the seat. */
export type Welcome = {
  kind: "welcome";
  token: string;
  role: "player" | "pupil" | "teacher" | "guest";
};

export type Told = Welcome | Law | Choices | Seen | Picked | Answer | Ended | Room | Csv | Refused | Gone;

/** A message as a page writes it; the line numbers it. */
export type Sent<T = Asked> = T extends { n: number } ? Omit<T, "n"> : T;

/** What was told last, by kind. */
export type Heard = { [K in Told["kind"]]?: Extract<Told, { kind: K }> | null };
