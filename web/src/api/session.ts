import { QueryCache, queryOptions, QueryClient, useSuspenseQuery } from '@tanstack/react-query';

import { answerOf, api, keepToken, Refused, tokenHeader, type Session } from './client.ts';

// Null: nobody is signed in.
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await answerOf(api.GET('/api/session'));
      keepToken(session);
      return session;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
});

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  staleTime: Infinity,
  queryFn: async () => {
    try {
      return await answerOf(api.GET('/api/demo'));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  },
});

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      if (!(error instanceof Refused) || query.queryKey[0] === 'session') return;
      if (error.status === 401) leave('ended');
      // Locked meanwhile: the session says so, and the lock covers the page.
      if (error.status === 423) void queries.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      // A refusal is an answer; only silence is asked again.
      retry: (count, error) => !(error instanceof Refused) && count < 2,
      refetchOnWindowFocus: false,
      staleTime: 30_000,
    },
  },
});

// What is kept of a practice, and goes with whoever leaves.
const ofThePractice = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] === 'check' || query.queryKey[0] === 'manage';

type Leaving = 'ended' | 'signed_out';
let onLeave: (why: Leaving) => void = () => {};
export function whenLeaving(act: (why: Leaving) => void): void {
  onLeave = act;
}
function leave(why: Leaving): void {
  keepToken(null);
  queries.setQueryData(sessionQuery.queryKey, null);
  onLeave(why);
}

export function enter(session: Session): void {
  // Nothing of another practice stays behind.
  queries.removeQueries({ predicate: ofThePractice });
  keepToken(session);
  queries.setQueryData(sessionQuery.queryKey, session);
}

// The same session under a new token: what the page had is asked for again.
export function unlocked(session: Session): void {
  keepToken(session);
  queries.setQueryData(sessionQuery.queryKey, session);
  void queries.invalidateQueries({ predicate: ofThePractice });
}

// The same session under a new token; nothing that is shown has changed.
export function renewed(session: Session): void {
  keepToken(session);
  queries.setQueryData(sessionQuery.queryKey, session);
}

// What an act was refused with may mean that the session is over, or locked meanwhile.
export function noteRefusal(error: unknown): void {
  if (!(error instanceof Refused)) return;
  if (error.status === 401) leave('ended');
  if (error.status === 423) void queries.invalidateQueries({ queryKey: ['session'] });
}

export async function lock(): Promise<void> {
  await answerOf(api.POST('/api/session/lock', { params: { header: tokenHeader() } }));
  // Nothing of it stays in memory of the page.
  queries.removeQueries({ predicate: ofThePractice });
  await queries.invalidateQueries({ queryKey: ['session'] });
}

export async function signOut(): Promise<void> {
  try {
    await answerOf(api.DELETE('/api/session', { params: { header: tokenHeader() } }));
  } catch (error) {
    if (!(error instanceof Refused && error.status === 401)) throw error;
  }
  queries.removeQueries({ predicate: ofThePractice });
  void queries.invalidateQueries({ queryKey: ['station'] });
  leave('signed_out');
}

// On pages behind the sign-in, where there always is one.
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('no session on a page that needs one');
  return data;
}

// What the pages show somebody; what they may do the server decides at every call.
export function useMay(right: string): boolean {
  return useSession().may.includes(right);
}
