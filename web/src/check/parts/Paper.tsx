import { useEffect } from 'react';

import type { CheckAnswer, Question, Requirement, Witness } from '../../api/client.ts';
import { dayText, firstDay, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { countLooks, lookOf } from '../states.ts';
import { summaryText } from '../summary.ts';
import { LookIcon } from './look.tsx';
import styles from './Paper.module.css';

// "mensen P1, P2; documenten D03 (t/m 30 nov 2027)": on paper a list stands on a line.
function useRowsText() {
  const { t } = useSpeech();
  return (rows: readonly Witness[]) => {
    const lists = new Map<string, string[]>();
    for (const { list, kenmerk, through } of rows) {
      const names = lists.get(list) ?? [];
      lists.set(list, names);
      const name = through ? `${kenmerk} (${t.paper.through(through)})` : kenmerk;
      if (!names.includes(name)) names.push(name);
    }
    return [...lists].map(([list, names]) => `${list} ${names.join(', ')}`).join('; ');
  };
}

function RequirementOnPaper({ requirement }: { requirement: Requirement }) {
  const { t, both } = useSpeech();
  const rowsText = useRowsText();
  const { reasons, state } = requirement;
  const tags = [
    t.panel.weight(requirement.weight),
    requirement.remarks.includes('own_rule')
      ? t.panel.ownRule
      : requirement.certainty === 'assumed' && t.panel.unconfirmed,
  ].filter(Boolean);
  const evidence = state === 'attested' ? reasons.statements : requirement.evidence;
  return (
    <li className={styles.requirement}>
      <p>
        <b>{both(requirement.title)}</b>: {t.state[state]} <span className={styles.small}>({tags.join(', ')})</span>
      </p>
      {reasons.text && <p>{both(reasons.text)}</p>}
      {reasons.lacks.map(
        (lack, index) =>
          both(lack.text) && (
            <p key={index} className={styles.point}>
              {both(lack.text)}
            </p>
          ),
      )}
      {reasons.lacking_total > reasons.lacks.length && reasons.lacks.length > 0 && (
        <p className={styles.point}>{t.panel.moreLacks(reasons.lacking_total - reasons.lacks.length)}</p>
      )}
      {reasons.gaps.length > 0 && (
        <>
          <p>{t.panel.gaps}:</p>
          {reasons.gaps.map((gap, index) => (
            <p key={index} className={styles.point}>
              {both(gap.text)}
            </p>
          ))}
        </>
      )}
      {reasons.unblock && (
        <p>
          {t.panel.unblock}: {both(reasons.unblock)}
        </p>
      )}
      {reasons.against.length > 0 && (
        <p>
          {t.panel.against}: <span lang="nl">{rowsText(reasons.against)}</span>
        </p>
      )}
      {evidence.length > 0 && (
        <p className={styles.small}>
          {state === 'attested' ? t.panel.statements : t.paper.evidence}: <span lang="nl">{rowsText(evidence)}</span>
        </p>
      )}
      <p className={styles.small}>
        {t.paper.source}:{' '}
        <span lang="nl">
          {requirement.source.map(({ title, article }) => (article ? `${title}, ${article}` : title)).join('; ')}
        </span>
      </p>
    </li>
  );
}

function QuestionOnPaper({ question }: { question: Question }) {
  const { t, both } = useSpeech();
  const look = lookOf(question);
  const counting = question.requirements.filter(({ state }) => state !== 'not_applicable');
  return (
    <section className={styles.question} data-question={question.number}>
      <h2>
        {question.number}. {both(question.title)}
      </h2>
      <p className={styles.state}>
        <LookIcon look={look} size={16} />
        {t.stateLong[look]}
        {question.applicable && question.since > firstDay && `, ${t.check.since(question.since)}`}
        {question.duty_state && `. ${t.check.notAskedDuty} ${t.check.dutyState(t.state[question.duty_state])}`}
      </p>
      {question.changes_on && question.changes_to && (
        <p>{t.check.changes(question.changes_on, t.state[question.changes_to])}</p>
      )}
      {question.applicable && counting.length > 0 && (
        <ul>
          {counting.map((requirement) => (
            <RequirementOnPaper key={requirement.id} requirement={requirement} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface Props {
  answer: CheckAnswer;
  practice: string;
  today: Day;
  demo: boolean;
}

// Text of the practice becomes part of a style sheet here: only what cannot end the string stays as it is.
function quoted(text: string): string {
  return `"${[...text].map((letter) => (/[\p{L}\p{N} .,:()-]/u.test(letter) ? letter : `\\${letter.codePointAt(0)!.toString(16)} `)).join('')}"`;
}

// All 22 questions for paper: it is made when printing begins, and says on every page what it is.
export function Paper({ answer, practice, today, demo }: Props) {
  const { t, both, language } = useSpeech();
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page {
      @bottom-left { content: ${quoted(t.paper.footer(practice, answer.on))}; font: 9pt sans-serif; }
      @bottom-right { content: ${quoted(t.paper.page)} " " counter(page) ${quoted(` ${t.paper.of} `)} counter(pages); font: 9pt sans-serif; }
    }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [t, practice, answer.on]);
  return (
    <div className={`${styles.paper} only-paper`}>
      <h1>{t.paper.title(answer.on)}</h1>
      {demo && <p className={styles.state}>{t.paper.demo}</p>}
      <dl className={styles.facts}>
        <div>
          <dt>{t.paper.practice}</dt>
          <dd>{practice}</dd>
        </div>
        <div>
          <dt>{t.paper.on}</dt>
          <dd>{dayText(language, answer.on)}</dd>
        </div>
        {answer.known_on && (
          <div>
            <dt>{t.paper.known}</dt>
            <dd>{dayText(language, answer.known_on)}</dd>
          </div>
        )}
        <div>
          <dt>{t.paper.printed}</dt>
          <dd>{dayText(language, today)}</dd>
        </div>
        <div>
          <dt>{t.paper.edition}</dt>
          <dd className={styles.edition}>{answer.edition}</dd>
        </div>
      </dl>
      <p>{both(answer.scope.text)}</p>
      <p className={styles.summary}>
        {t.paper.summary}: {summaryText(countLooks(answer.questions), t.check.summary)}.
      </p>
      {answer.questions.map((question) => (
        <QuestionOnPaper key={question.number} question={question} />
      ))}
      <p className={styles.small}>{t.paper.note}</p>
    </div>
  );
}
