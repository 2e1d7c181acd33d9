import { dayOrNothing, type Day } from '../days/day.ts';
import { looks, type Look } from './states.ts';

// What of the page lives in the address: the chosen question, the day, what was known when, filter and order.
export interface CheckSearch {
  vraag?: number;
  op?: Day;
  bekend?: Day;
  stand?: Look;
  orde?: 'nummer';
}

export function checkSearch(search: Record<string, unknown>): CheckSearch {
  const vraag = Number(search.vraag);
  const op = dayOrNothing(search.op);
  const bekend = dayOrNothing(search.bekend);
  const stand = looks.find((look) => look === search.stand);
  return {
    ...(Number.isInteger(vraag) && vraag >= 1 && vraag <= 22 && { vraag }),
    ...(op && { op }),
    ...(bekend && { bekend }),
    ...(stand && { stand }),
    ...(search.orde === 'nummer' && { orde: 'nummer' as const }),
  };
}
