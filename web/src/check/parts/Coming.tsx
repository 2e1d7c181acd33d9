import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { forecastQuery } from '../../api/check.ts';
import type { CheckAnswer, ComingChange } from '../../api/client.ts';
import { addMonths, dayText, daysBetween, lastDay, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { byDay, requirementTitle, type DayOfChange, type QuestionChange } from '../coming.ts';
import styles from './Coming.module.css';
import { StateMark } from './look.tsx';
import { TimeLine } from './TimeLine.tsx';

const daysAtFirst = 4;
const monthsAhead = 12;

// As far as Kader sees.
function yearAfter(on: Day): Day {
  const through = addMonths(on, monthsAhead);
  return through < lastDay ? through : lastDay;
}

export function useComing(practice: string, { on, known_on }: CheckAnswer) {
  return useQuery(forecastQuery(practice, { on, known: known_on ?? undefined }, yearAfter(on)));
}

function Causes({ causes }: { causes: ComingChange['causes'] }) {
  const { t } = useSpeech();
  if (causes.length === 0) return <p className={styles.cause}>{t.coming.noCause}</p>;
  return (
    <p className={styles.cause}>
      {t.coming.cause} <span lang="nl">{causes.map(({ list, kenmerk }) => `${list} ${kenmerk}`).join(', ')}</span>
    </p>
  );
}

function Change({ change, on, answer }: { change: QuestionChange; on: Day; answer: CheckAnswer }) {
  const { t, both } = useSpeech();
  const question = answer.questions.find(({ number }) => number === change.question);
  if (!question)
    return (
      <li className={styles.change}>
        <p>
          <b>{t.coming.scope}</b> {change.scope && t.coming.ground(change.scope)}
        </p>
        <Causes causes={change.causes} />
      </li>
    );
  return (
    <li className={styles.change}>
      <p className={styles.what}>
        <Link
          to="/kwaliteitscheck"
          search={({ stand: _, ...before }) => ({ ...before, vraag: change.question, op: on })}
          aria-label={t.coming.open(change.question, on)}
        >
          {t.check.question(change.question)}
        </Link>{' '}
        {both(question.title)}
      </p>
      <p className={styles.states}>
        <StateMark look={change.from} />
        <span aria-hidden="true">→</span>
        <span className="hidden-visually">{t.coming.fromTo(t.state[change.from], t.state[change.to])}</span>
        <StateMark look={change.to} />
      </p>
      <Causes causes={change.causes} />
      {change.parts.length > 0 && (
        <ul className={styles.parts}>
          {change.parts.map((part) => {
            const title = requirementTitle(answer.questions, part.requirement ?? '');
            return (
              <li key={part.requirement}>
                {title ? both(title) : part.requirement}: {t.coming.fromTo(t.state[part.from], t.state[part.to])}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}

function DayPart({ day, answer, from }: { day: DayOfChange; answer: CheckAnswer; from: Day }) {
  const { t, language } = useSpeech();
  return (
    <li className={styles.day}>
      <div className={styles.date}>
        <h3>{dayText(language, day.on)}</h3>
        <p>{t.coming.inDays(daysBetween(from, day.on))}</p>
      </div>
      <ul className={styles.changes}>
        {day.changes.map((change) => (
          <Change key={change.question} change={change} on={day.on} answer={answer} />
        ))}
      </ul>
    </li>
  );
}

// What is coming, as a drawing and as a list with the same things.
export function Coming({ practice, answer }: { practice: string; answer: CheckAnswer }) {
  const { t } = useSpeech();
  const forecast = useComing(practice, answer);
  const [all, setAll] = useState(false);
  const coming = forecast.data ? byDay(forecast.data.changes) : [];
  const days = coming.filter(({ changes }) => changes.length > 0);
  const partsOnly = coming.reduce((sum, day) => sum + day.partsOnly.length, 0);
  const shown = all ? days : days.slice(0, daysAtFirst);
  return (
    <section id="komend" className={`${styles.sheet} only-screen`} aria-labelledby="komend-kop">
      <h2 id="komend-kop">{t.coming.title}</h2>
      {forecast.isPending && <p role="status">{t.app.loading}</p>}
      {forecast.error && <Refusal error={forecast.error} again={() => void forecast.refetch()} />}
      {forecast.data && (
        <>
          <p className={styles.period}>{t.coming.period(forecast.data.from, forecast.data.through)}</p>
          {days.length === 0 ? (
            <p>{t.coming.none}</p>
          ) : (
            <>
              <TimeLine days={days} from={forecast.data.from} through={forecast.data.through} />
              <ul className={styles.days} id="komend-lijst">
                {shown.map((day) => (
                  <DayPart key={day.on} day={day} answer={answer} from={answer.on} />
                ))}
              </ul>
              {days.length > daysAtFirst && (
                <Button expanded={all} controls="komend-lijst" onClick={() => setAll(!all)}>
                  {all ? t.coming.showLess : t.coming.showAll(days.length)}
                </Button>
              )}
            </>
          )}
          {partsOnly > 0 && <p className={styles.partsOnly}>{t.coming.onlyParts(partsOnly)}</p>}
        </>
      )}
    </section>
  );
}
