import type { CheckAnswer, Question, Requirement } from '../api/client.ts';

// How a question looks: its state, with two things said more exactly. In the order in which they are counted up.
export const looks = [
  'missing',
  'contradicted',
  'attested',
  'expiring',
  'shown',
  'not_applicable',
  'not_asked',
] as const;
export type Look = (typeof looks)[number];

export function lookOf(question: Question): Look {
  if (!question.applicable) return 'not_asked';
  if (question.state === 'shown' && question.expiring) return 'expiring';
  return question.state;
}

export type Counts = Record<Look, number>;

export function countLooks(questions: readonly Question[]): Counts {
  const counts = Object.fromEntries(looks.map((look) => [look, 0])) as Counts;
  for (const question of questions) ++counts[lookOf(question)];
  return counts;
}

export type Group = 'attention' | Exclude<Look, 'missing' | 'contradicted'>;
export const groups: readonly Group[] = ['attention', 'expiring', 'attested', 'shown', 'not_applicable', 'not_asked'];

export function groupOf(question: Question): Group {
  const look = lookOf(question);
  return look === 'missing' || look === 'contradicted' ? 'attention' : look;
}

// What someone who opens the page should see first.
export function firstToShow(questions: readonly Question[]): number {
  for (const look of ['contradicted', 'missing', 'expiring'] as const) {
    const found = questions.find((question) => lookOf(question) === look);
    if (found) return found.number;
  }
  return 1;
}

// Where a requirement stands in the panel: what needs doing, what is in order, what does not count.
export type Standing = 'attention' | 'inOrder' | 'aside';

export function standingOf({ state, effect }: Requirement): Standing {
  if (state === 'not_applicable') return 'aside';
  if (state === 'missing' || state === 'contradicted') return effect === 'nothing' ? 'aside' : 'attention';
  return 'inOrder';
}

const urgency = ['contradicted', 'missing', 'attested', 'shown', 'remark', 'not_applicable', 'nothing'];
export function byUrgency(a: Requirement, b: Requirement): number {
  return urgency.indexOf(a.effect) - urgency.indexOf(b.effect);
}

// A practice without a single row: then the page teaches instead of listing what is missing.
export function isEmpty(answer: CheckAnswer): boolean {
  return answer.questions.every((question) =>
    question.requirements.every(
      ({ evidence, reasons }) => evidence.length + reasons.statements.length + reasons.against.length === 0,
    ),
  );
}
