// The one way to the server: language and token on every call, and one shape for every refusal.

import createClient from 'openapi-fetch';

import { spokenLanguage } from '../texts/texts.tsx';
import type { components, paths } from './schema.ts';

type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
export type Session = Schemas['Session'];
export type CheckAnswer = Schemas['CheckAnswer'];
export type ForecastAnswer = Schemas['ForecastAnswer'];
export type Question = Schemas['Question'];
export type Requirement = Schemas['Requirement'];
export type Witness = Schemas['Witness'];
export type Lack = Schemas['Lack'];
export type ComingChange = Schemas['ComingChange'];
export type State = Question['state'];
export type OwnAccount = Schemas['OwnAccount'];
export type Person = Schemas['Person'];
export type NewPerson = Schemas['NewPerson'];
export type LogLine = Schemas['LogLine'];
export type ReviewItem = Schemas['ReviewItem'];
export type Judged = Schemas['Judgement'];
export type BreakGlasses = Schemas['BreakGlasses'];
export type Station = Schemas['Station'];
export type Keeping = Schemas['Keeping'];
export type Destruction = Schemas['Destruction'];
export type NewDestruction = Schemas['NewDestruction'];
export type Hold = Schemas['Hold'];
export type NewHold = Schemas['NewHold'];
export type MayNow = Schemas['MayNow'];

// The server said no, and why.
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(problem?.title ?? `status ${status}`);
  }
  // What is wrong with one field of the body.
  field(name: string): string | undefined {
    return this.problem?.fields?.find((field) => field.pointer === `/${name}`)?.detail;
  }
}

// No answer at all.
export class Unreachable extends Error {}

let csrf = '';
export function keepToken(session: Session | null): void {
  csrf = session?.csrf ?? '';
}
// Goes with every call that changes something.
export function tokenHeader(): { 'X-Kader-Csrf': string } {
  return { 'X-Kader-Csrf': csrf };
}

export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', spokenLanguage());
    return request;
  },
});

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function asProblem(body: unknown): Problem | undefined {
  return typeof body === 'object' && body !== null && 'detail' in body ? (body as Problem) : undefined;
}

export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    throw new Unreachable('no answer', { cause: error });
  }
  if (outcome.response.ok) return outcome.data as T;
  const wait = Number(outcome.response.headers.get('Retry-After') ?? '');
  throw new Refused(outcome.response.status, asProblem(outcome.error), wait > 0 ? wait : undefined);
}
