// What pages are built of: a head, white sheets on the ground, a state in a word, and the three ways in which something
// that was asked can be not there yet.

import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconPointFilled } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useId, type ReactNode } from 'react';

import { useSpeech } from '../texts/texts.tsx';
import styles from './Page.module.css';
import { Refusal } from './Refusal.tsx';

export function PageHead({ title, intro, action }: { title: string; intro?: string; action?: ReactNode }) {
  const { t } = useSpeech();
  useEffect(() => {
    document.title = `${title} - ${t.app.name}`;
  }, [t, title]);
  return (
    <div className={styles.head}>
      <div className={styles.intro}>
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

export function Sheets({ children }: { children: ReactNode }) {
  return <div className={styles.sheets}>{children}</div>;
}

export function Sheet({ title, intro, children, action }: { title: string; intro?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.sheet} aria-labelledby={id}>
      <div className={styles.sheetHead}>
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {intro && <p className={styles.lead}>{intro}</p>}
      {children}
    </section>
  );
}

export type Tone = 'ok' | 'soon' | 'stop' | 'info' | 'none';
const icons = { ok: IconCircleCheck, soon: IconAlertTriangle, stop: IconCircleX, info: IconInfoCircle, none: IconPointFilled };
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <span className={`${styles.mark} ${styles[tone]}`}>
      <Icon size={16} aria-hidden />
      {children}
    </span>
  );
}

// Name and value beside each other.
export function Pairs({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.pairs}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

// Rows with something to do at their end.
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  );
}
export function Row({ title, marks, children, action }: { title: ReactNode; marks?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.title}>
          <b>{title}</b>
          {marks}
        </p>
        {children}
      </div>
      {action && <div className={styles.acts}>{action}</div>}
    </li>
  );
}
export function Meta({ children }: { children: ReactNode }) {
  return <p className={styles.meta}>{children}</p>;
}

export function Asked<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useSpeech();
  if (query.error) return <Refusal error={query.error} again={() => void query.refetch()} />;
  if (query.data === undefined)
    return (
      <p className={styles.loading} role="status">
        {t.app.loading}
      </p>
    );
  return <>{children(query.data)}</>;
}
