import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';

import { queries, sessionQuery, whenLeaving } from '../api/session.ts';
import { checkSearch } from '../check/search.ts';
import { logSearch, monthOf } from '../log/search.ts';
import { Broken } from './pages/Broken.tsx';
import { Missing } from './pages/Missing.tsx';
import { Shell } from './Shell.tsx';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

// Where to go after signing in: a place of our own, never another site.
export function ownPlace(place: unknown): string | undefined {
  return typeof place === 'string' && /^\/[a-z]/.test(place) ? place : undefined;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/aanmelden',
  component: lazyRouteComponent(() => import('./pages/SignIn.tsx'), 'SignIn'),
  errorComponent: Broken,
  validateSearch: (search: Record<string, unknown>): { terug?: string; waarom?: 'verlopen' | 'afgemeld' } => {
    const terug = ownPlace(search.terug);
    const waarom = search.waarom === 'verlopen' || search.waarom === 'afgemeld' ? search.waarom : undefined;
    return { ...(terug && { terug }), ...(waarom && { waarom }) };
  },
});

export const setUpRoute = createRoute({
  getParentRoute: () => root,
  path: '/beginnen',
  component: lazyRouteComponent(() => import('./pages/SetUp.tsx'), 'SetUp'),
  errorComponent: Broken,
  validateSearch: (search: Record<string, unknown>): { token?: string } => {
    const token = text(search.token);
    return token ? { token } : {};
  },
});

const beginAnew = createRoute({
  getParentRoute: () => root,
  path: '/opnieuw',
  component: lazyRouteComponent(() => import('./pages/BeginAnew.tsx'), 'BeginAnew'),
  errorComponent: Broken,
});

// For who has a session that can do nothing else yet.
const secondStep = createRoute({
  getParentRoute: () => root,
  path: '/tweede-stap',
  component: lazyRouteComponent(() => import('./pages/SecondStep.tsx'), 'SecondStep'),
  errorComponent: Broken,
  beforeLoad: async () => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/aanmelden' });
    if (session.state !== 'enrolling') throw redirect({ to: '/kwaliteitscheck', replace: true });
  },
});

// Everything behind the sign-in.
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/aanmelden', search: { terug: location.href } });
    if (session.state === 'enrolling') throw redirect({ to: '/tweede-stap' });
  },
});

const loadCheck = () => import('../check/pages/CheckPage.tsx');
// The page's code comes while the session is asked for.
if (location.pathname.endsWith('/kwaliteitscheck')) void loadCheck();

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/kwaliteitscheck', replace: true });
  },
});

const check = createRoute({
  getParentRoute: () => signedIn,
  path: '/kwaliteitscheck',
  component: lazyRouteComponent(loadCheck, 'CheckPage'),
  validateSearch: checkSearch,
});

// What surrounds the care: each page comes when somebody goes there.
const page = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({ getParentRoute: () => signedIn, path, component: lazyRouteComponent(load as never, name as never) });
const account = page('/mijn-account', () => import('../accounts/pages/AccountPage.tsx'), 'AccountPage');
const people = page('/mensen', () => import('../accounts/pages/PeoplePage.tsx'), 'PeoplePage');
const breakGlass = page('/noodtoegang', () => import('../log/pages/BreakGlassPage.tsx'), 'BreakGlassPage');
const keeping = page('/sleutels', () => import('../keeping/pages/KeepingPage.tsx'), 'KeepingPage');
const destruction = page('/vernietigen', () => import('../destruction/pages/DestructionPage.tsx'), 'DestructionPage');
const log = createRoute({
  getParentRoute: () => signedIn,
  path: '/logboek',
  component: lazyRouteComponent(() => import('../log/pages/LogPage.tsx'), 'LogPage'),
  validateSearch: logSearch,
});
const review = createRoute({
  getParentRoute: () => signedIn,
  path: '/maandcontrole',
  component: lazyRouteComponent(() => import('../log/pages/ReviewPage.tsx'), 'ReviewPage'),
  validateSearch: (search: Record<string, unknown>): { maand?: string } => {
    const first = monthOf(search.maand);
    return first ? { maand: first.slice(0, 7) } : {};
  },
});

// The address holds plain words, "?vraag=7&op=2026-12-01", not the JSON that the router would write.
export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    setUpRoute,
    beginAnew,
    secondStep,
    signedIn.addChildren([home, check, account, people, log, review, breakGlass, keeping, destruction]),
  ]),
  basepath: '/app',
  defaultErrorComponent: Broken,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) if (value !== undefined) words.set(name, String(value));
    const written = words.toString();
    return written ? `?${written}` : '';
  },
});

whenLeaving((why) => {
  const here = router.state.location;
  if (here.pathname.endsWith('/aanmelden')) return;
  void router.navigate({
    to: '/aanmelden',
    search: why === 'ended' ? { terug: here.href, waarom: 'verlopen' } : { waarom: 'afgemeld' },
  });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
