import { useQuery } from '@tanstack/react-query';

import { peopleQuery } from '../api/manage.ts';
import { useMay } from '../api/session.ts';

// Enough of an id to tell two apart at a glance; the whole of it is in the details.
export const shortId = (id: string) => `…${id.slice(-6)}`;

// Names of accounts, for whoever may see those; for others an account stays a number.
export function useNames(): (actor: string) => string {
  const maySee = useMay('practice.write');
  const people = useQuery({ ...peopleQuery, enabled: maySee });
  return (actor) => people.data?.people.find(({ account }) => account === actor)?.name ?? shortId(actor);
}
