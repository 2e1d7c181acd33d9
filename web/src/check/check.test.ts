import { describe, expect, it } from 'vitest';

import type { ComingChange, Question, Requirement, State } from '../api/client.ts';
import { en } from '../texts/en.ts';
import { nl } from '../texts/nl.ts';
import { byDay, isWorse, placed } from './coming.ts';
import { checkSearch } from './search.ts';
import { byUrgency, countLooks, firstToShow, groupOf, isEmpty, lookOf, standingOf } from './states.ts';
import { summaryText } from './summary.ts';

const none = { nl: '', en: '' };
function question(number: number, state: State, more: Partial<Question> = {}): Question {
  return { number, state, title: none, explain: none, applicable: true, since: '2026-01-01', expiring: false, requirements: [], ...more };
}
function requirement(state: State, effect: string, more: Partial<Requirement> = {}): Requirement {
  return {
    id: 'x', title: none, explain: none, state, effect, weight: 'must', certainty: 'sourced', since: '2026-01-01',
    source: [], remarks: [], evidence: [],
    reasons: { lacks: [], subjects_total: 0, lacking_total: 0, against: [], gaps: [], statements: [] },
    ...more,
  };
}

describe('how a question looks', () => {
  it('is its state', () => expect(lookOf(question(1, 'attested'))).toBe('attested'));
  it('shows that it changes soon', () => expect(lookOf(question(1, 'shown', { expiring: true }))).toBe('expiring'));
  it('a missing one that will be right soon is still missing', () => {
    expect(lookOf(question(1, 'missing', { expiring: true }))).toBe('missing');
  });
  it('is set apart when it is not asked, whatever its state', () => {
    expect(lookOf(question(22, 'not_applicable', { applicable: false }))).toBe('not_asked');
    expect(lookOf(question(22, 'shown', { applicable: false, expiring: true }))).toBe('not_asked');
  });
  it('what is missing and what is contradicted stand together on top', () => {
    expect(groupOf(question(1, 'missing'))).toBe('attention');
    expect(groupOf(question(1, 'contradicted'))).toBe('attention');
  });
  it('the first to show is the worst, and else the first', () => {
    expect(firstToShow([question(1, 'shown'), question(2, 'missing'), question(3, 'contradicted')])).toBe(3);
    expect(firstToShow([question(1, 'shown'), question(2, 'missing')])).toBe(2);
    expect(firstToShow([question(1, 'shown'), question(2, 'attested')])).toBe(1);
  });
});

describe('the summary', () => {
  const questions = [
    ...[1, 2, 3].map((n) => question(n, 'missing')),
    question(4, 'contradicted'),
    ...[5, 6].map((n) => question(n, 'attested')),
    ...[7, 8].map((n) => question(n, 'shown', { expiring: true })),
    ...[9, 10, 11, 12, 13, 14, 15].map((n) => question(n, 'shown')),
    ...[16, 17, 18, 19, 20, 21, 22].map((n) => question(n, 'not_applicable', { applicable: false })),
  ];
  it('counts states in words, the ones that end soon within the shown ones', () => {
    expect(summaryText(countLooks(questions), nl.check.summary)).toBe(
      '3 ontbreken, 1 tegengesproken, 2 verklaard, 9 aangetoond waarvan 2 binnenkort aflopen, 7 niet aan u gesteld',
    );
    expect(summaryText(countLooks(questions), en.check.summary)).toBe(
      '3 missing, 1 contradicted, 2 attested, 9 shown of which 2 end soon, 7 not asked of you',
    );
  });
  it('leaves out what there is none of', () => {
    expect(summaryText(countLooks([question(1, 'missing')]), nl.check.summary)).toBe('1 ontbreekt');
  });
  it('counts every question once', () => {
    expect(Object.values(countLooks(questions)).reduce((sum, count) => sum + count, 0)).toBe(22);
  });
});

describe('a requirement', () => {
  it('that is missing asks for attention, unless it does not count', () => {
    expect(standingOf(requirement('missing', 'missing'))).toBe('attention');
    expect(standingOf(requirement('missing', 'remark'))).toBe('attention');
    expect(standingOf(requirement('missing', 'nothing'))).toBe('aside');
    expect(standingOf(requirement('not_applicable', 'nothing'))).toBe('aside');
    expect(standingOf(requirement('shown', 'nothing'))).toBe('inOrder');
  });
  it('that is contradicted stands before one that is missing', () => {
    const sorted = [requirement('missing', 'remark'), requirement('missing', 'missing'), requirement('contradicted', 'contradicted')];
    expect(sorted.sort(byUrgency).map(({ effect }) => effect)).toEqual(['contradicted', 'missing', 'remark']);
  });
});

describe('an empty practice', () => {
  const answer = (some: Requirement[]) =>
    ({ questions: [question(1, 'missing', { requirements: some })] }) as never;
  it('has not one row behind any answer', () => {
    expect(isEmpty(answer([requirement('missing', 'missing')]))).toBe(true);
    const row = { list: 'mensen', kenmerk: 'P1', from: '2026-01-01' };
    expect(isEmpty(answer([requirement('shown', 'shown', { evidence: [row] })]))).toBe(false);
  });
});

describe('the coming changes', () => {
  const change = (on: string, number: number, part?: string): ComingChange => ({
    on, question: number, requirement: part ?? null, from: 'shown', to: 'missing', causes: [],
  });
  it('are put together by day, requirements under their question', () => {
    const days = byDay([change('2026-12-02', 3), change('2026-12-01', 19), change('2026-12-01', 19, 'a'), change('2026-12-01', 8, 'b')]);
    expect(days.map(({ on }) => on)).toEqual(['2026-12-01', '2026-12-02']);
    expect(days[0]!.changes[0]!.parts.map((part) => part.requirement)).toEqual(['a']);
    expect(days[0]!.partsOnly.map((part) => part.requirement)).toEqual(['b']);
  });
  it('know worse from better', () => {
    expect(isWorse('shown', 'missing')).toBe(true);
    expect(isWorse('attested', 'missing')).toBe(true);
    expect(isWorse('missing', 'contradicted')).toBe(true);
    expect(isWorse('missing', 'shown')).toBe(false);
    expect(isWorse('missing', 'not_applicable')).toBe(false);
  });
  it('stand on the line without lying on each other, and inside it', () => {
    const days = byDay([1, 2, 3].map((n) => change('2026-12-01', n)).concat(change('2026-12-03', 4), change('2027-11-21', 5)));
    const marks = placed(days, '2026-11-21', '2027-11-21', 600, 26);
    expect(marks).toHaveLength(5);
    for (const mark of marks) {
      expect(mark.x).toBeGreaterThanOrEqual(0);
      expect(mark.x + 26).toBeLessThanOrEqual(600);
      for (const other of marks)
        if (other !== mark && other.row === mark.row) expect(Math.abs(other.x - mark.x)).toBeGreaterThanOrEqual(26);
    }
  });
});

describe('the address', () => {
  it('keeps what it understands', () => {
    expect(checkSearch({ vraag: '7', op: '2026-12-01', bekend: '2026-06-30', stand: 'missing', orde: 'nummer' })).toEqual({
      vraag: 7, op: '2026-12-01', bekend: '2026-06-30', stand: 'missing', orde: 'nummer',
    });
  });
  it('drops the rest instead of breaking', () => {
    expect(checkSearch({ vraag: '23', op: '2026-02-30', bekend: 'gisteren', stand: 'rood', orde: 'x', y: '1' })).toEqual({});
    expect(checkSearch({ vraag: '1.5' })).toEqual({});
    expect(checkSearch({})).toEqual({});
  });
});
