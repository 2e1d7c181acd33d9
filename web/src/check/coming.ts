import type { ComingChange, Question, State } from '../api/client.ts';
import { daysBetween, type Day } from '../days/day.ts';

export interface QuestionChange {
  // 0: which questions are asked.
  question: number;
  from: State;
  to: State;
  scope: string | undefined;
  causes: ComingChange['causes'];
  // Its requirements that change on the same day.
  parts: ComingChange[];
}

export interface DayOfChange {
  on: Day;
  changes: QuestionChange[];
  // Requirements that change while the state of their question stays.
  partsOnly: ComingChange[];
}

// The changes by day, each question with the requirements that carry it.
export function byDay(changes: readonly ComingChange[]): DayOfChange[] {
  const days = new Map<Day, DayOfChange>();
  const dayOf = (on: Day) => {
    let day = days.get(on);
    if (!day) days.set(on, (day = { on, changes: [], partsOnly: [] }));
    return day;
  };
  for (const { on, question, from, to, scope, causes, requirement } of changes)
    if (!requirement) dayOf(on).changes.push({ question, from, to, scope: scope ?? undefined, causes, parts: [] });
  for (const change of changes) {
    if (!change.requirement) continue;
    const day = dayOf(change.on);
    const whole = day.changes.find((one) => one.question === change.question);
    (whole ? whole.parts : day.partsOnly).push(change);
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

// From worst to best; a question that no longer applies is no worry.
const order: State[] = ['contradicted', 'missing', 'attested', 'shown', 'not_applicable'];
export function isWorse(from: State, to: State): boolean {
  return order.indexOf(to) < order.indexOf(from);
}

export interface Placed {
  change: QuestionChange;
  on: Day;
  x: number;
  row: number;
}

// Where each mark stands on a line so many pixels wide: at its day, in the lowest row that is still free there.
export function placed(days: readonly DayOfChange[], from: Day, through: Day, width: number, mark: number): Placed[] {
  const span = Math.max(1, daysBetween(from, through));
  const ends: number[] = [];
  const result: Placed[] = [];
  for (const { on, changes } of days) {
    const x = Math.min(width - mark, Math.max(0, (daysBetween(from, on) / span) * width - mark / 2));
    for (const change of changes) {
      let row = ends.findIndex((end) => end <= x);
      if (row < 0) row = ends.length;
      ends[row] = x + mark + 2;
      result.push({ change, on, x, row });
    }
  }
  return result;
}

export function requirementTitle(questions: readonly Question[], id: string) {
  for (const { requirements } of questions)
    for (const one of requirements) if (one.id === id) return one.title;
  return undefined;
}
