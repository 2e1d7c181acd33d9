import { Link } from '@tanstack/react-router';
import { useRef, type KeyboardEvent } from 'react';

import type { CheckAnswer, Question } from '../../api/client.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { lookOf } from '../states.ts';
import { LookIcon } from './look.tsx';
import styles from './Strip.module.css';

interface Props {
  answer: CheckAnswer;
  chosen: number;
  onChoose: () => void;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// The 22 questions as cells. One stop of the Tab key; the arrow keys go from cell to cell, Enter opens.
export function Strip({ answer, chosen, onChoose }: Props) {
  const { t, both } = useSpeech();
  const strip = useRef<HTMLDivElement>(null);
  const asked = answer.questions.filter((question) => question.applicable);
  const others = answer.questions.filter((question) => !question.applicable);

  const onKeyDown = (event: KeyboardEvent) => {
    const cells = [...(strip.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = cells.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const step = steps[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? cells.length - 1 : step !== undefined ? at + step : at;
    if (to === at || !cells[to]) return;
    event.preventDefault();
    cells[to].focus();
  };
  const cell = (question: Question) => {
    const look = lookOf(question);
    return (
      <Link
        key={question.number}
        to="/kwaliteitscheck"
        search={(before) => ({ ...before, vraag: question.number })}
        className={`${styles.cell} ${styles[look]}`}
        aria-label={`${t.check.question(question.number)}: ${t.state[look]}. ${both(question.title)}`}
        title={`${question.number}. ${both(question.title)} (${t.state[look]})`}
        aria-current={question.number === chosen ? 'true' : undefined}
        tabIndex={question.number === chosen ? 0 : -1}
        resetScroll={false}
        onClick={onChoose}
      >
        <span className={styles.number}>{question.number}</span>
        <LookIcon look={look} size={15} plain />
      </Link>
    );
  };
  return (
    <div className={styles.strip} role="toolbar" aria-label={t.check.stripLabel} ref={strip} onKeyDown={onKeyDown}>
      <div className={styles.asked}>{asked.map(cell)}</div>
      {others.length > 0 && (
        <div className={styles.others}>
          <div className={styles.othersCells}>{others.map(cell)}</div>
          <p className={styles.ground}>{t.check.notAsked}</p>
        </div>
      )}
    </div>
  );
}
