import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import type { Day } from '../days/day.ts';
import { answerOf, api } from './client.ts';

export interface AskedDay {
  on: Day;
  // Only what was known on this day; nothing: all that is known now.
  known?: Day | undefined;
}

export const checkQuery = (practice: string, { on, known }: AskedDay) =>
  queryOptions({
    queryKey: ['check', practice, on, known ?? null],
    placeholderData: keepPreviousData,
    queryFn: () =>
      answerOf(api.GET('/api/check', { params: { query: known ? { on, known_on: known } : { on } } })),
  });

export const forecastQuery = (practice: string, { on: from, known }: AskedDay, through: Day) =>
  queryOptions({
    queryKey: ['check', practice, 'forecast', from, through, known ?? null],
    queryFn: () =>
      answerOf(
        api.GET('/api/check/forecast', { params: { query: { from, through, ...(known && { known_on: known }) } } }),
      ),
  });
