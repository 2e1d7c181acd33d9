import { Link } from '@tanstack/react-router';

import type { CheckAnswer, Question } from '../../api/client.ts';
import { addDays, daysBetween, firstDay } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { byUrgency, groupOf, groups, lookOf, type Look } from '../states.ts';
import { StateMark } from './look.tsx';
import styles from './QuestionList.module.css';

interface Props {
  answer: CheckAnswer;
  chosen: number;
  filter: Look | undefined;
  byNumber: boolean;
  onChoose: () => void;
}

// The one line under a question: what is wrong, or how long it stays right.
function useLine() {
  const { t, both, language } = useSpeech();
  return (question: Question, on: string): string[] => {
    const look = lookOf(question);
    const lines: string[] = [];
    if (look === 'missing' || look === 'contradicted') {
      const reasons = question.requirements
        .filter(({ effect }) => effect === question.state)
        .sort(byUrgency)
        .map(({ title, reasons: why }) => both(why.text ?? title));
      if (reasons[0]) lines.push(reasons.length > 1 ? `${reasons[0]} ${t.check.moreReasons(reasons.length - 1)}` : reasons[0]);
    }
    if (look === 'not_asked') {
      if (question.duty_state) lines.push(t.check.dutyState(t.state[question.duty_state]));
      return lines;
    }
    const dates: string[] = [];
    if (question.since > firstDay) dates.push(t.check.since(question.since));
    if (question.changes_on) {
      dates.push(t.check.until(addDays(question.changes_on, -1)));
      if (look === 'expiring') dates.push(t.check.expiresIn(daysBetween(on, question.changes_on)));
    }
    const line = dates.join(', ');
    if (line) lines.push(line.charAt(0).toLocaleUpperCase(language) + line.slice(1));
    return lines;
  };
}

export function QuestionList({ answer, chosen, filter, byNumber, onChoose }: Props) {
  const { t, both } = useSpeech();
  const linesOf = useLine();
  const questions = answer.questions.filter((question) => !filter || lookOf(question) === filter);
  const row = (question: Question) => {
    const look = lookOf(question);
    return (
      <li key={question.number}>
        <Link
          to="/kwaliteitscheck"
          search={(before) => ({ ...before, vraag: question.number })}
          className={styles.row}
          aria-current={question.number === chosen ? 'true' : undefined}
          resetScroll={false}
          onClick={onChoose}
        >
          <span className={styles.number}>
            {question.number}
          </span>
          <span className={styles.title}>{both(question.title)}</span>
          <span className={styles.state}>
            <StateMark look={look} />
          </span>
          {linesOf(question, answer.on).map((line, index, all) => (
            <span key={line} className={all.length > 1 && index === 0 ? `${styles.line} ${styles.reason}` : styles.line}>
              {line}
            </span>
          ))}
        </Link>
      </li>
    );
  };
  const sheet = (key: string, title: string, some: Question[]) => (
    <section key={key} className={styles.sheet} aria-labelledby={`groep-${key}`}>
      <div className={styles.head}>
        <h2 id={`groep-${key}`}>{title}</h2>
        <span>{t.check.count(some.length)}</span>
      </div>
      {key === 'not_asked' && <p className={styles.ground}>{both(answer.scope.text)}</p>}
      <ul>{some.map(row)}</ul>
    </section>
  );
  if (questions.length === 0) return <p className={styles.sheet}>{t.check.filterEmpty}</p>;
  if (byNumber) return sheet('alle', t.check.listTitle, questions);
  return groups.map((group) => {
    const some = questions.filter((question) => groupOf(question) === group);
    return some.length > 0 && sheet(group, t.check.group[group], some);
  });
}
