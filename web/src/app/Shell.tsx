import { IconLock, IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { StepUpProvider } from '../accounts/StepUp.tsx';
import { lock, signOut, useSession } from '../api/session.ts';
import { BreakGlassBanner } from '../log/parts/BreakGlassBanner.tsx';
import { useSpeech } from '../texts/texts.tsx';
import { Button } from '../ui/Controls.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { Bar } from './Bar.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { Mark } from './Mark.tsx';
import styles from './Shell.module.css';

const Locked = lazy(async () => ({ default: (await import('./pages/Locked.tsx')).Locked }));

// Bar, top and the page in between.
export function Shell() {
  const { t } = useSpeech();
  const session = useSession();
  const leaving = useMutation({ mutationFn: signOut });
  const locking = useMutation({ mutationFn: lock });
  if (session.state === 'locked')
    return (
      <Suspense>
        <Locked />
      </Suspense>
    );
  return (
    <>
      <a className={styles.skip} href="#inhoud">
        {t.app.skip}
      </a>
      {session.demo && <DemoBanner />}
      <BreakGlassBanner />
      <div className={styles.shell}>
        <Bar />
        <header className={styles.top}>
          <span className={styles.smallMark}>
            <Mark size={30} />
          </span>
          <p className={styles.practice}>{session.practice.name}</p>
          <p className={styles.person}>
            <Link to="/mijn-account">
              <span className="hidden-visually">{t.app.signedInAs} </span>
              {session.account.name}
            </Link>
            <span className={styles.role}>{t.app.role(session.account.role)}</span>
          </p>
          <LanguageButton />
          {!session.demo && (
            <Button kind="quiet" icon={<IconLock size={18} aria-hidden />} busy={locking.isPending} onClick={() => locking.mutate()}>
              {t.locked.lock}
            </Button>
          )}
          <Button
            kind="quiet"
            icon={<IconLogout size={18} aria-hidden />}
            busy={leaving.isPending}
            onClick={() => leaving.mutate()}
          >
            {t.app.signOut}
          </Button>
        </header>
        <main id="inhoud" className={styles.page} tabIndex={-1}>
          {leaving.error && <Refusal error={leaving.error} again={() => leaving.mutate()} />}
          <StepUpProvider>
            <Outlet />
          </StepUpProvider>
        </main>
      </div>
    </>
  );
}
