// A day is the text "2026-03-31" everywhere: on the wire, in the address, in the program. It never becomes a
// moment, for a moment has a time zone and can shift a day. Date is used here only, and only in UTC.

export type Day = string;

export const firstDay: Day = '1980-01-01';
export const lastDay: Day = '2069-09-17';

export type Unreadable = 'not_a_date' | 'does_not_exist' | 'short_year' | 'outside';
export type ReadDay = { day: Day } | { refused: Unreadable };

const months: Record<string, number> = {};
[
  ['januari', 'jan', 'january'],
  ['februari', 'feb', 'february'],
  ['maart', 'mrt', 'march', 'mar'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['augustus', 'aug', 'august'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
].forEach((names, index) => names.forEach((name) => (months[name] = index + 1)));

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function made(year: string, month: number, day: string): ReadDay {
  if (year.length === 2) return { refused: 'short_year' };
  const y = Number(year);
  const d = Number(day);
  if (month < 1 || month > 12 || d < 1 || d > daysIn(y, month)) return { refused: 'does_not_exist' };
  const result = `${year}-${two(month)}-${two(d)}`;
  if (result < firstDay || result > lastDay) return { refused: 'outside' };
  return { day: result };
}

// Reads what a Dutch reader means, strictly: the day before the month, never the other way round, whatever the
// language of the browser. Also "2026-04-03".
export function readDay(typed: string): ReadDay {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return made(iso[1]!, Number(iso[2]), iso[3]!);
  const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (numbers) return made(numbers[4]!, Number(numbers[3]), numbers[1]!);
  const words = /^(\d{1,2})\s+([a-z]+)\.?\s+(\d{4}|\d{2})$/.exec(text);
  if (words) {
    const month = months[words[2]!];
    return month === undefined ? { refused: 'not_a_date' } : made(words[3]!, month, words[1]!);
  }
  return { refused: 'not_a_date' };
}

// For what stands in an address: the day itself or nothing.
export function dayOrNothing(text: unknown): Day | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const read = readDay(text);
  return 'day' in read ? read.day : undefined;
}

// "03-04-2026", as it is typed.
export function typedText(day: Day): string {
  return `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;
}

function utc(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));
}

export function daysBetween(from: Day, until: Day): number {
  return Math.round((utc(until) - utc(from)) / 86_400_000);
}

export function addDays(day: Day, count: number): Day {
  const moment = new Date(utc(day) + count * 86_400_000);
  return `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())}`;
}

// The same day so many months later, or the last one of that month.
export function addMonths(day: Day, count: number): Day {
  const monthsFromZero = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(monthsFromZero / 12);
  const month = (monthsFromZero % 12) + 1;
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), daysIn(year, month)))}`;
}

type Form = 'long' | 'short' | 'month';
const forms: Record<Form, Intl.DateTimeFormatOptions> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short' },
};
const formatters = new Map<string, Intl.DateTimeFormat>();

export function dayText(language: 'nl' | 'en', day: Day, form: Form = 'long'): string {
  const key = language + form;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { ...forms[form], timeZone: 'UTC' });
    formatters.set(key, formatter);
  }
  return formatter.format(utc(day));
}
