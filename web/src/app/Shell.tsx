import { IconClipboardCheck, IconLock, IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { lock, signOut, useSession } from '../api/session.ts';
import { useSpeech } from '../texts/texts.tsx';
import { Button } from '../ui/Controls.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { Mark } from './Mark.tsx';
import styles from './Shell.module.css';

const Locked = lazy(async () => ({ default: (await import('./pages/Locked.tsx')).Locked }));

// Bar, top and the page in between. The bar shows what exists and nothing else.
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
      <div className={styles.shell}>
        <div className={styles.bar}>
          <nav aria-label={t.app.navigation}>
            <p className={styles.brand}>
              <Mark size={32} />
              <span>{t.app.name}</span>
            </p>
            <p className={styles.group}>{t.app.group}</p>
            <ul>
              <li>
                <Link to="/kwaliteitscheck" className={styles.place} activeProps={{ className: styles.here! }}>
                  <IconClipboardCheck size={22} aria-hidden />
                  <span>{t.app.check}</span>
                </Link>
              </li>
            </ul>
          </nav>
        </div>
        <header className={styles.top}>
          <span className={styles.smallMark}>
            <Mark size={30} />
          </span>
          <p className={styles.practice}>{session.practice.name}</p>
          <p className={styles.person}>
            <span className="hidden-visually">{t.app.signedInAs} </span>
            {session.account.name}
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
          <Outlet />
        </main>
      </div>
    </>
  );
}
