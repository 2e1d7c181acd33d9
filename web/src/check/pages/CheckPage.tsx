import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import { checkQuery } from '../../api/check.ts';
import type { CheckAnswer } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { byDay } from '../coming.ts';
import { Coming, useComing } from '../parts/Coming.tsx';
import { DayBar, OtherDay } from '../parts/DayBar.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Filters } from '../parts/Filters.tsx';
import { Notices } from '../parts/Notices.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Paper } from '../parts/Paper.tsx';
import { QuestionList } from '../parts/QuestionList.tsx';
import { Strip } from '../parts/Strip.tsx';
import { countLooks, firstToShow, isEmpty } from '../states.ts';
import { summaryText } from '../summary.ts';
import styles from './CheckPage.module.css';

// Printing begins and ends outside of us, from the menu too; the paper must be there at once.
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

function NextChange({ practice, answer }: { practice: string; answer: CheckAnswer }) {
  const { t } = useSpeech();
  const coming = useComing(practice, answer);
  const next = coming.data && byDay(coming.data.changes).find(({ changes }) => changes.length > 0);
  // The place is kept while it loads, so that nothing jumps.
  if (!next) return <p className={styles.next}>{coming.data ? t.coming.none : ' '}</p>;
  const numbers = next.changes.map(({ question }) => question).filter((number) => number > 0);
  return (
    <p className={styles.next}>
      {t.check.next(next.on, numbers.length > 0 ? t.check.nextQuestions(numbers) : t.check.nextScope)}{' '}
      <a href="#komend">{t.check.nextMore}</a>
    </p>
  );
}

function Answers({ answer, stale }: { answer: CheckAnswer; stale: boolean }) {
  const { t, both } = useSpeech();
  const { practice } = useSession();
  const search = useSearch({ from: '/signed-in/kwaliteitscheck' });
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const chosen = search.vraag ?? firstToShow(answer.questions);
  const question = answer.questions.find(({ number }) => number === chosen) ?? answer.questions[0]!;
  const counts = countLooks(answer.questions);

  // Where the panel stands above the list or off the screen, one goes to it; else one stays where one is.
  const [toPanel, setToPanel] = useState(0);
  const onChoose = useCallback(() => setToPanel((times) => times + 1), []);
  useEffect(() => {
    if (toPanel === 0 || window.matchMedia('(min-width: 1100px)').matches) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [toPanel]);

  return (
    <div className={styles.answers} aria-busy={stale}>
      <Notices answer={answer} />
      {isEmpty(answer) && <Empty practice={practice.name} />}
      <section className={styles.meter} aria-labelledby="stand">
        <h2 id="stand" className={styles.summary}>
          {/* A number stays beside its word. */}
          {summaryText(counts, t.check.summary).replace(/(\d) /g, '$1\u00a0')}
        </h2>
        <Strip answer={answer} chosen={chosen} onChoose={onChoose} />
        <Filters counts={counts} chosen={search.stand} />
        <div className={styles.below}>
          <div className={styles.words}>
            <p className={styles.scope}>{both(answer.scope.text)}</p>
            <NextChange practice={practice.id} answer={answer} />
          </div>
          <Choice
            label={t.check.orderLabel}
            value={search.orde ?? 'urgent'}
            options={[
              { value: 'urgent', label: t.check.orderUrgent },
              { value: 'nummer', label: t.check.orderNumber },
            ]}
            onChange={(orde) =>
              void navigate({
                to: '/kwaliteitscheck',
                search: ({ orde: _, ...before }) => (orde === 'nummer' ? { ...before, orde } : before),
                resetScroll: false,
              })
            }
          />
        </div>
      </section>
      <div className={styles.columns}>
        <div className={styles.list}>
          <QuestionList
            answer={answer}
            chosen={chosen}
            filter={search.stand}
            byNumber={search.orde === 'nummer'}
            onChoose={onChoose}
          />
        </div>
        <div className={styles.panel}>
          <Panel key={question.number} answer={answer} question={question} heading={heading} />
        </div>
      </div>
      <Coming practice={practice.id} answer={answer} />
    </div>
  );
}

export function CheckPage() {
  const { t, language } = useSpeech();
  const { practice, today, demo } = useSession();
  const search = useSearch({ from: '/signed-in/kwaliteitscheck' });
  const on = search.op ?? today;
  const check = useQuery(checkQuery(practice.id, { on, known: search.bekend }));
  const printing = usePrinting();
  // Until the answers for another day are there, everything still speaks of the day before: they never differ.
  useEffect(() => {
    document.title = `${t.check.documentTitle(practice.name)} - ${t.app.name}`;
  }, [t, language, practice.name]);

  return (
    <>
      <div className="only-screen">
        <div className={styles.head}>
          <div className={styles.intro}>
            <h1>{t.check.title}</h1>
            <p>{t.check.intro}</p>
          </div>
          <DayBar on={on} today={today} known={search.bekend} />
        </div>
        <OtherDay
          on={check.data?.on ?? on}
          known={check.data ? (check.data.known_on ?? undefined) : search.bekend}
          today={today}
        />
        {check.isPlaceholderData && (
          <p className={styles.soon} role="status">
            {t.app.loading}
          </p>
        )}
        {check.isPending && (
          <div className={styles.loading} role="status">
            <p>{t.app.loading}</p>
          </div>
        )}
        {check.error && <Refusal error={check.error} again={() => void check.refetch()} />}
        {check.data && !check.error && <Answers answer={check.data} stale={check.isPlaceholderData} />}
      </div>
      {printing && check.data && <Paper answer={check.data} practice={practice.name} today={today} demo={demo} />}
    </>
  );
}
