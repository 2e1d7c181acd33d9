import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Ref } from 'react';

import type { CheckAnswer, Question } from '../../api/client.ts';
import { firstDay } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { IconButton } from '../../ui/Controls.tsx';
import { byUrgency, lookOf, standingOf, type Standing } from '../states.ts';
import { LookIcon } from './look.tsx';
import styles from './Panel.module.css';
import { RequirementPart } from './RequirementPart.tsx';

const standings: Standing[] = ['attention', 'inOrder', 'aside'];

// Why the chosen question has its answer.
export function Panel({ answer, question, heading }: { answer: CheckAnswer; question: Question; heading: Ref<HTMLHeadingElement> }) {
  const { t, both } = useSpeech();
  const navigate = useNavigate();
  const look = lookOf(question);
  const go = (number: number) =>
    void navigate({
      to: '/kwaliteitscheck',
      search: (before) => ({ ...before, vraag: number }),
      resetScroll: false,
    });
  return (
    <section className={styles.panel} aria-label={t.panel.label(question.number)} tabIndex={0}>
      <div className={styles.head}>
        <p className={styles.eyebrow}>{t.check.question(question.number)}</p>
        <span className={styles.steps}>
          {question.number > 1 && (
            <IconButton
              label={t.panel.previous}
              icon={<IconChevronLeft size={20} aria-hidden />}
              onClick={() => go(question.number - 1)}
            />
          )}
          {question.number < answer.questions.length && (
            <IconButton
              label={t.panel.following}
              icon={<IconChevronRight size={20} aria-hidden />}
              onClick={() => go(question.number + 1)}
            />
          )}
        </span>
      </div>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {both(question.title)}
      </h2>
      <p className={styles.explain}>{both(question.explain)}</p>

      <div className={`${styles.answer} ${styles[look]}`}>
        <p className={styles.word}>
          <LookIcon look={look} size={22} plain />
          <span>
            {t.stateLong[look === 'expiring' ? 'shown' : look]}
            {question.applicable && (
              <span className={styles.since}>
                {', '}
                {question.since > firstDay ? t.check.since(question.since) : t.check.alwaysSo}
              </span>
            )}
          </span>
        </p>
        <p>{look === 'not_asked' ? both(answer.scope.text) : t.stateMeaning[look]}</p>
        {look === 'not_asked' && question.duty_state && (
          <p>
            {t.check.notAskedDuty} {t.check.dutyState(t.state[question.duty_state])}
          </p>
        )}
        {question.applicable && (
          <p className={styles.next}>
            {question.changes_on && question.changes_to
              ? t.check.changes(question.changes_on, t.state[question.changes_to])
              : t.check.noChange}
          </p>
        )}
      </div>

      {standings.map((standing) => {
        const some = question.requirements.filter((one) => standingOf(one) === standing).sort(byUrgency);
        if (some.length === 0) return null;
        return (
          <section key={standing} className={styles.part}>
            <h3>
              {t.panel[standing]} <span className={styles.count}>{some.length}</span>
            </h3>
            <ul>
              {some.map((requirement) => (
                <RequirementPart
                  key={`${question.number} ${requirement.id}`}
                  requirement={requirement}
                  open={standing === 'attention'}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}
