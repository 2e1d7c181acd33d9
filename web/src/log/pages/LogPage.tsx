import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { LogLine } from '../../api/client.ts';
import { logQuery, peopleQuery } from '../../api/manage.ts';
import { useMay, useSession } from '../../api/session.ts';
import { instantText } from '../../days/instant.ts';
import type { Texts } from '../../texts/nl.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { DayField } from '../../ui/DayField/DayField.tsx';
import { Buttons } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/MoreFields.tsx';
import { Mark, Pairs, PageHead, Sheet } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { AccessList } from '../parts/AccessList.tsx';
import styles from '../parts/Log.module.css';
import type { LogSearch } from '../search.ts';
import { shortId, useNames } from '../who.ts';

// The acts that are asked for most; every other one is found by pressing it in a line.
const acts = ['sign_in', 'record.read', 'record.list', 'log.read', 'break_glass.start'] as const;
const key = (act: (typeof acts)[number]) => act.replace('.', '_') as keyof Texts['log']['act'];

function useChoose() {
  const navigate = useNavigate();
  return (change: Partial<LogSearch>) =>
    void navigate({
      to: '/logboek',
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== '')),
      resetScroll: false,
    });
}

function Filters() {
  const { t } = useSpeech();
  const { today } = useSession();
  const search = useSearch({ from: '/signed-in/logboek' });
  const choose = useChoose();
  const maySee = useMay('practice.write');
  const people = useQuery({ ...peopleQuery, enabled: maySee });
  const everybody = [...(people.data?.people ?? []).map(({ account, name }) => ({ value: account, label: name }))];
  if (search.wie && !everybody.some(({ value }) => value === search.wie)) everybody.push({ value: search.wie, label: shortId(search.wie) });
  const known = acts.map((act) => ({ value: act as string, label: t.log.act[key(act)] }));
  if (search.handeling && !known.some(({ value }) => value === search.handeling)) known.push({ value: search.handeling, label: search.handeling });
  return (
    <Sheet title={t.log.filter}>
      <div className={styles.filters}>
        {everybody.length > 0 && (
          <Select
            name="wie"
            label={t.log.who}
            value={search.wie ?? ''}
            options={[{ value: '', label: t.log.everybody }, ...everybody]}
            onChange={(wie) => choose({ wie })}
          />
        )}
        <Select
          name="handeling"
          label={t.log.what}
          value={search.handeling ?? ''}
          options={[{ value: '', label: t.log.everything }, ...known]}
          onChange={(handeling) => choose({ handeling })}
        />
        <DayField label={t.log.from} value={search.van ?? ''} optional around={today} onChange={(van) => choose({ van })} />
        <DayField label={t.log.through} value={search.tm ?? ''} optional around={today} onChange={(tm) => choose({ tm })} />
      </div>
      {Object.keys(search).length > 0 && (
        <Buttons>
          <Button onClick={() => choose({ wie: '', dossier: '', handeling: '', van: '', tm: '' })}>{t.log.all}</Button>
        </Buttons>
      )}
    </Sheet>
  );
}

function Line({ line, name }: { line: LogLine; name: string }) {
  const { t, both, language } = useSpeech();
  const choose = useChoose();
  const [open, setOpen] = useState(false);
  const about = line.subjects.map((one) => shortId(one)).join(', ');
  return (
    <li className={styles.line}>
      <p className={styles.at}>{instantText(language, line.at)}</p>
      <div>
        <p className={styles.did}>
          <b>{name}</b> <span className={styles.role}>{t.app.role(line.role)}</span>
        </p>
        <p className={styles.deed}>
          {both(line.what)}
          {line.count != null && ` (${line.count})`}
        </p>
        {(line.outcome === 'refused' || line.break_glass || line.clock === 'jumped') && (
          <p className={styles.marks}>
            {line.outcome === 'refused' && <Mark tone="stop">{t.log.refused}</Mark>}
            {line.break_glass && <Mark tone="soon">{t.log.emergency}</Mark>}
            {line.clock === 'jumped' && <Mark tone="soon">{t.log.clockJumped}</Mark>}
          </p>
        )}
        {open && (
          <div className={styles.details}>
            <Pairs
              of={[
                [t.log.number, String(line.seq)],
                [t.log.actCode, line.act],
                ...(line.actor ? [[t.log.account, line.actor] as const] : []),
                [t.log.workstation, line.workstation],
                ...(line.basis ? [[t.log.basis, line.basis] as const] : []),
                ...(line.purpose ? [[t.log.purpose, line.purpose] as const] : []),
                ...(line.object ? [[t.log.object, [...new Set([line.object.type, line.object.list, line.object.id])].filter(Boolean).join(' ')] as const] : []),
                ...(line.query ? [[t.log.asked, line.query] as const] : []),
                ...(line.subjects.length > 0 ? [[t.log.about, line.subjects.join(', ')] as const] : []),
              ]}
            />
            {line.has_note && <p>{t.log.hasNote}</p>}
            <Buttons>
              {line.actor && <Button onClick={() => choose({ wie: line.actor! })}>{t.log.onlyWho}</Button>}
              <Button onClick={() => choose({ handeling: line.act })}>{t.log.onlyWhat}</Button>
              {line.subjects[0] && <Button onClick={() => choose({ dossier: line.subjects[0]! })}>{t.log.onlyFile}</Button>}
            </Buttons>
          </div>
        )}
      </div>
      <div className={styles.more}>
        {about && <span className={styles.about}>{t.log.file(about)}</span>}
        <Button kind="quiet" expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.log.less : t.log.more}
        </Button>
      </div>
    </li>
  );
}

export function LogPage() {
  const { t } = useSpeech();
  const search = useSearch({ from: '/signed-in/logboek' });
  const names = useNames();
  const { wie, dossier, handeling, van, tm } = search;
  const log = useInfiniteQuery(
    logQuery({
      ...(wie && { actor: wie }),
      ...(dossier && { subject: dossier }),
      ...(handeling && { act: handeling }),
      ...(van && { from: van }),
      ...(tm && { through: tm }),
    }),
  );
  const lines = log.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <>
      <PageHead title={t.log.title} intro={t.log.intro} />
      <div className={styles.page}>
        <Filters />
        {dossier && <AccessList subject={dossier} />}
        <Sheet title={dossier ? t.log.linesOfFile : t.log.lines} intro={t.log.noted}>
          {log.error && <Refusal error={log.error} again={() => void log.refetch()} />}
          {log.isPending && <p role="status">{t.app.loading}</p>}
          {log.data && lines.length === 0 && <p>{t.log.none}</p>}
          <ul className={styles.lines} aria-label={t.log.lines}>
            {lines.map((line) => (
              <Line key={line.seq} line={line} name={line.actor ? names(line.actor) : t.log.program} />
            ))}
          </ul>
          {log.hasNextPage && (
            <Buttons>
              <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                {t.log.older}
              </Button>
            </Buttons>
          )}
        </Sheet>
      </div>
    </>
  );
}
