import { describe, expect, it } from 'vitest';

import { addDays, addMonths, dayOrNothing, dayText, daysBetween, readDay, typedText } from './day.ts';

describe('a typed day', () => {
  const third_of_april = [
    '3-4-2026', '03-04-2026', '03/04/2026', '3/4/2026', '3.4.2026', '3 april 2026', '3 APR 2026', '3 apr. 2026',
    ' 3 April 2026 ', '2026-04-03',
  ];
  it.each(third_of_april)('"%s" is the third of April, never the fourth of March', (text) => {
    expect(readDay(text)).toEqual({ day: '2026-04-03' });
  });
  it.each(['31-02-2026', '29-02-2026', '00-01-2026', '1-13-2026', '31 april 2026', '2026-02-30'])(
    '"%s" does not exist and does not become another day',
    (text) => expect(readDay(text)).toEqual({ refused: 'does_not_exist' }),
  );
  it('29 February of a leap year exists', () => {
    expect(readDay('29-02-2028')).toEqual({ day: '2028-02-29' });
  });
  it.each(['3-4-26', '3 april 26'])('"%s" is asked for its century', (text) => {
    expect(readDay(text)).toEqual({ refused: 'short_year' });
  });
  it.each(['', 'morgen', '3-4', '3-4/2026', '4 blauw 2026', '20260403', '3-4-02026', '2026-4-3'])(
    '"%s" is no date',
    (text) => expect(readDay(text)).toEqual({ refused: 'not_a_date' }),
  );
  it.each(['31-12-1979', '18-09-2069'])('"%s" lies outside the days that have an answer', (text) => {
    expect(readDay(text)).toEqual({ refused: 'outside' });
  });
});

describe('a day', () => {
  it('in an address is the whole day or nothing', () => {
    expect(dayOrNothing('2026-12-01')).toBe('2026-12-01');
    expect(dayOrNothing('1-12-2026')).toBeUndefined();
    expect(dayOrNothing('2026-02-30')).toBeUndefined();
    expect(dayOrNothing(7)).toBeUndefined();
  });
  it('is written as it is typed', () => expect(typedText('2026-04-03')).toBe('03-04-2026'));
  it('does not shift when the clock does', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
  it('a number of months later is not past the end of that month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-21', 12)).toBe('2027-11-21');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  });
  it('is written out in both languages', () => {
    expect(dayText('nl', '2026-11-21')).toBe('21 november 2026');
    expect(dayText('en', '2026-11-21')).toBe('21 November 2026');
  });
});
