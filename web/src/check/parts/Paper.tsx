import { Fragment, useEffect } from 'react';

import type { CheckAnswer, Question, Requirement, Witness } from '../../api/client.ts';
import { dayText, firstDay, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { countLooks, lookOf, looks, type Look } from '../states.ts';
import { summaryText } from '../summary.ts';
import { LookIcon } from './look.tsx';
import styles from './Paper.module.css';

// What needs attention is heavier too, for a printer without colour.
function lacks(look: Look): boolean {
  return look === 'missing' || look === 'contradicted';
}

// "mensen P1, P2; documenten D03 (t/m 30 nov 2027)": on paper a list stands on a line. A code is looked up by
// someone who reads it from the sheet, so it is never cut at the end of a line.
function Rows({ rows }: { rows: readonly Witness[] }) {
  const { t } = useSpeech();
  const lists = new Map<string, string[]>();
  for (const { list, kenmerk, through } of rows) {
    const names = lists.get(list) ?? [];
    lists.set(list, names);
    const name = through ? `${kenmerk} (${t.paper.through(through)})` : kenmerk;
    if (!names.includes(name)) names.push(name);
  }
  return (
    <span lang="nl">
      {[...lists].map(([list, names], at) => (
        <Fragment key={list}>
          {list}{' '}
          {names.map((name, index) => (
            <Fragment key={name}>
              <span className={styles.code}>
                {name}
                {index + 1 < names.length ? ',' : at + 1 < lists.size && ';'}
              </span>{' '}
            </Fragment>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

function RequirementOnPaper({ requirement }: { requirement: Requirement }) {
  const { t, both } = useSpeech();
  const { reasons, state } = requirement;
  const tags = [
    t.panel.weight(requirement.weight),
    requirement.remarks.includes('own_rule')
      ? t.panel.ownRule
      : requirement.certainty === 'assumed' && t.panel.unconfirmed,
  ].filter(Boolean);
  const evidence = state === 'attested' ? reasons.statements : requirement.evidence;
  // Two rows of one person can lack the same: it is read once.
  const points = [...new Set(reasons.lacks.map(({ text }) => both(text)))].filter(Boolean);
  const lacking = lacks(state);
  return (
    <li className={styles.requirement}>
      <p>
        <b>{both(requirement.title)}</b>:{' '}
        {lacking ? (
          <b className={styles.lacking}>
            <LookIcon look={state} size={13} />
            {t.state[state]}
          </b>
        ) : (
          t.state[state]
        )}{' '}
        <span className={styles.small}>({tags.join(', ')})</span>
      </p>
      {reasons.text && <p>{both(reasons.text)}</p>}
      {points.map((point) => (
        <p key={point} className={styles.point}>
          {point}
        </p>
      ))}
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
          {t.panel.against}: <Rows rows={reasons.against} />
        </p>
      )}
      {evidence.length > 0 && (
        <p className={styles.small}>
          {state === 'attested' ? t.panel.statements : t.paper.evidence}: <Rows rows={evidence} />
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

// The heading and the state come back on every sheet over which a question goes on: a loose sheet says what it
// is about.
function QuestionOnPaper({ question }: { question: Question }) {
  const { t, both } = useSpeech();
  const look = lookOf(question);
  const counting = question.requirements.filter(({ state }) => state !== 'not_applicable');
  return (
    <section className={styles.question} data-question={question.number}>
      <div className={styles.head}>
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
      </div>
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

// The 22 questions on one sheet, so that nobody has to leaf through all of them to see what needs attention.
function Overview({ questions }: { questions: readonly Question[] }) {
  const { t, both, language } = useSpeech();
  return (
    <table className={styles.overview}>
      <thead>
        <tr>
          <th scope="col">{t.paper.question}</th>
          <th scope="col">{t.paper.state}</th>
          <th scope="col">{t.paper.change}</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => {
          const look = lookOf(question);
          return (
            <tr key={question.number}>
              <th scope="row">
                {question.number}. {both(question.title)}
              </th>
              <td>
                <span className={`${styles.mark} ${lacks(look) ? styles.heavy : ''}`}>
                  <LookIcon look={look} size={13} />
                  {t.stateLong[look]}
                </span>
              </td>
              <td>
                {question.changes_on &&
                  question.changes_to &&
                  `${dayText(language, question.changes_on, 'short')}: ${t.state[question.changes_to]}`}
                {question.duty_state && t.check.dutyState(t.state[question.duty_state])}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

// What the words on these sheets mean, for a reader who never saw the screen.
function Legend({ questions }: { questions: readonly Question[] }) {
  const { t } = useSpeech();
  const counts = countLooks(questions);
  const requirements = questions.flatMap(({ applicable, requirements }) => (applicable ? requirements : []));
  const weights = ['must', 'should', 'advice'].filter((code) => requirements.some(({ weight }) => weight === code));
  const meanings = [
    ...looks.filter((look) => counts[look] > 0).map((look) => [t.stateLong[look], t.stateMeaning[look]]),
    ...weights.map((code) => [t.panel.weight(code), t.panel.weightMeaning(code)]),
    [t.panel.unconfirmed, t.panel.remark('unconfirmed_demand')],
    [t.panel.ownRule, t.panel.remark('own_rule')],
  ];
  return (
    <section className={styles.legend}>
      <h2>{t.paper.legend}</h2>
      <dl>
        {meanings.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>{t.paper.note}</p>
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
  const footer = [
    t.paper.footer(practice, answer.on),
    answer.known_on && `(${t.paper.known.toLowerCase()} ${dayText(language, answer.known_on)})`,
  ]
    .filter(Boolean)
    .join(' ');
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page {
      @bottom-left { content: ${quoted(footer)}; font: 9pt sans-serif; }
      @top-left { content: ${quoted(demo ? t.paper.demo : '')}; font: 9pt sans-serif; }
      @bottom-right { width: 38mm; content: ${quoted(t.paper.page)} " " counter(page) ${quoted(` ${t.paper.of} `)} counter(pages); font: 9pt sans-serif; }
    }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [t, demo, footer]);
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
      <Overview questions={answer.questions} />
      <Legend questions={answer.questions} />
      {answer.questions.map((question) => (
        <QuestionOnPaper key={question.number} question={question} />
      ))}
    </div>
  );
}
