// What the pages around the care ask: one's own account, people, the log and its review, emergency access.

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { Day } from '../days/day.ts';
import { answerOf, api, tokenHeader } from './client.ts';
import { queries } from './session.ts';

// The header of a call that changes something; made anew at each try, for the token may have changed.
export const call = () => ({ params: { header: tokenHeader() } });

const room = 'manage';
export const accountQuery = queryOptions({ queryKey: [room, 'account'], queryFn: () => answerOf(api.GET('/api/account')) });
export const stationQuery = queryOptions({ queryKey: ['station'], queryFn: () => answerOf(api.GET('/api/station')) });
export const peopleQuery = queryOptions({ queryKey: [room, 'people'], queryFn: () => answerOf(api.GET('/api/people')) });
export const breakGlassQuery = queryOptions({
  queryKey: [room, 'break-glass'],
  // So that the time that is left, and what somebody else ended, is seen. It keeps no session alive.
  refetchInterval: 30_000,
  queryFn: () => answerOf(api.GET('/api/break-glass')),
});
export const reviewQuery = (on: Day) =>
  queryOptions({ queryKey: [room, 'review', on], queryFn: () => answerOf(api.GET('/api/review', { params: { query: { on } } })) });

export interface LogFilter {
  actor?: string;
  subject?: string;
  act?: string;
  from?: Day;
  through?: Day;
}
export const logQuery = (filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: [room, 'log', filter],
    initialPageParam: 0,
    // Each page that is asked for is a line in the log: nothing is asked again by itself.
    staleTime: Infinity,
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/log', { params: { query: { ...filter, ...(pageParam > 0 && { before: String(pageParam) }) } } })),
    getNextPageParam: ({ before }) => (before > 0 ? before : undefined),
  });
export const accessListQuery = (subject: string) =>
  queryOptions({
    queryKey: [room, 'access-list', subject],
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/api/access-lists/{subject}', { params: { path: { subject } } })),
  });

export const keepingQuery = queryOptions({
  queryKey: [room, 'keeping'],
  // While the keys turn one wants to see it go on.
  refetchInterval: (query) => (query.state.data?.epoch.turn === 'under_way' ? 5_000 : false),
  queryFn: () => answerOf(api.GET('/api/keeping')),
});
export const destructionsQuery = queryOptions({
  queryKey: [room, 'destructions'],
  queryFn: () => answerOf(api.GET('/api/destructions')),
});
export const holdsQuery = queryOptions({ queryKey: [room, 'holds'], queryFn: () => answerOf(api.GET('/api/holds')) });
export const filesQuery = (q: string) =>
  queryOptions({
    queryKey: [room, 'files', q],
    // Each listing is a line in the log: only when somebody asks for it.
    enabled: q !== '',
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/api/destructions/subjects', { params: { query: { q } } })),
  });
export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: [room, 'certificate', id],
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/api/destructions/{id}/certificate', { params: { path: { id } } })),
  });

// After something was done: what the pages show is asked again.
export function changed(...names: string[]): void {
  for (const name of names) void queries.invalidateQueries({ queryKey: [room, name] });
}
