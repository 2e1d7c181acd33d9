import { dayOrNothing, type Day } from '../days/day.ts';

// What of the log is shown, in the address.
export interface LogSearch {
  wie?: string;
  dossier?: string;
  handeling?: string;
  van?: Day;
  tm?: Day;
}

const id = (value: unknown) => (typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined);
const act = (value: unknown) => (typeof value === 'string' && /^[a-z_.]{1,60}$/.test(value) ? value : undefined);

export function logSearch(search: Record<string, unknown>): LogSearch {
  const found = {
    wie: id(search.wie),
    dossier: id(search.dossier),
    handeling: act(search.handeling),
    van: dayOrNothing(search.van),
    tm: dayOrNothing(search.tm),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as LogSearch;
}

// The first day of a month, "2026-11-01" from "2026-11".
export function monthOf(value: unknown): Day | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) ? dayOrNothing(`${value}-01`) : undefined;
}
