import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { answerOf, api, type Judged, type ReviewItem } from '../../api/client.ts';
import { call, changed, reviewQuery } from '../../api/manage.ts';
import { useSession } from '../../api/session.ts';
import { useAct } from '../../accounts/StepUp.tsx';
import { addMonths, dayText } from '../../days/day.ts';
import { instantText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons } from '../../ui/Dialog.tsx';
import { useFields } from '../../ui/FormField.tsx';
import { Radios, TextArea } from '../../ui/MoreFields.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Asked, Mark, Meta, PageHead, Sheet, Sheets } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from '../parts/Log.module.css';
import { shortId, useNames } from '../who.ts';

const outcomes: readonly Judged['outcome'][] = ['justified', 'follow_up', 'training', 'unjustified'];

function Judge({ item, onClose }: { item: ReviewItem; onClose: () => void }) {
  const { t } = useSpeech();
  const judging = useAct(
    (body: { outcome: Judged['outcome']; words: string }) =>
      answerOf(
        api.POST('/api/review/{finding}/outcomes', { params: { path: { finding: item.id }, header: call().params.header }, body }),
      ),
    () => {
      changed('review');
      onClose();
    },
  );
  const { values, field, onSubmit } = useFields(
    { outcome: { name: `outcome-${item.id}`, lack: (value) => !value && t.review.outcomeMissing }, words: {} },
    judging.error,
  );
  return (
    <form
      className={styles.judge}
      noValidate
      onSubmit={onSubmit(() => judging.run({ outcome: values.outcome as Judged['outcome'], words: values.words.trim() }))}
    >
      {judging.error && <Refusal error={judging.error} />}
      <Radios
        {...field('outcome')}
        label={t.review.outcomeLabel}
        options={outcomes.map((outcome) => ({ value: outcome, label: t.review.outcomeMeaning[outcome] }))}
      />
      <TextArea {...field('words')} label={t.review.words} help={t.review.wordsHelp} />
      <Buttons>
        <Button kind="primary" type="submit" busy={judging.busy}>
          {t.review.keep}
        </Button>
        <Button onClick={onClose}>{t.act.back}</Button>
      </Buttons>
    </form>
  );
}

function Item({ item, name }: { item: ReviewItem; name: (actor: string) => string }) {
  const { t, both, language } = useSpeech();
  const [judging, setJudging] = useState(false);
  const judged = item.judged;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <h3>{both(item.what)}</h3>
        {judged ? (
          <Mark tone={judged.outcome === 'justified' ? 'ok' : 'soon'}>{t.review.outcome[judged.outcome]}</Mark>
        ) : item.escalated ? (
          <Mark tone="stop">{t.review.late}</Mark>
        ) : (
          <Mark tone="soon">{t.review.open}</Mark>
        )}
      </div>
      <Meta>
        {t.review.by(name(item.actor), instantText(language, item.at))}
        {item.subject && `, ${t.log.file(shortId(item.subject))}`}
        {item.count > 1 && `, ${t.review.times(item.count)}`}
        {!judged && item.due && `. ${t.review.due(dayText(language, item.due))}`}
      </Meta>
      {item.reason && (
        <div className={styles.words}>
          <p>
            <b>{t.breakGlass.reason[item.reason as keyof typeof t.breakGlass.reason] ?? item.reason}</b>
          </p>
          {/* What people of the practice wrote is Dutch, as names are. */}
          {item.words == null ? <p>{t.review.wordsGone}</p> : <p lang="nl">{item.words}</p>}
        </div>
      )}
      {judged && <Meta>{t.review.judgedBy(name(judged.by), instantText(language, judged.at))}</Meta>}
      {!judged && item.own && <Meta>{t.review.own}</Meta>}
      {judging && <Judge item={item} onClose={() => setJudging(false)} />}
      {!judging && (
        <Buttons>
          {!judged && !item.own && (
            <Button kind="primary" onClick={() => setJudging(true)}>
              {t.review.judge}
            </Button>
          )}
          <Link to="/logboek" search={{ wie: item.actor, ...(item.subject && { dossier: item.subject }) }}>
            {t.review.lines}
          </Link>
        </Buttons>
      )}
    </li>
  );
}

export function ReviewPage() {
  const { t, language } = useSpeech();
  const { today } = useSession();
  const { maand } = useSearch({ from: '/signed-in/maandcontrole' });
  const navigate = useNavigate();
  const now = `${today.slice(0, 7)}-01`;
  const on = maand ? `${maand}-01` : now;
  const review = useQuery(reviewQuery(on));
  const names = useNames();
  const go = (months: number) => {
    const month = addMonths(on, months);
    void navigate({ to: '/maandcontrole', search: month === now ? {} : { maand: month.slice(0, 7) } });
  };
  const month = dayText(language, on).replace(/^1 ./, (begin) => begin.slice(2).toUpperCase());
  return (
    <>
      <PageHead
        title={t.review.title}
        intro={t.review.intro}
        action={
          <div className={styles.months}>
            <Button onClick={() => go(-1)}>{t.review.before}</Button>
            {on < now && <Button onClick={() => go(1)}>{t.review.after}</Button>}
          </div>
        }
      />
      <Sheets>
        <Asked query={review}>
          {(answer) => (
            <>
              {answer.escalated > 0 && (
                <Notice tone="stop">
                  <p>{t.review.escalated(answer.escalated)}</p>
                </Notice>
              )}
              <Sheet title={t.review.month(month, answer.open)}>
                {answer.items.length === 0 ? (
                  <p>{t.review.none}</p>
                ) : (
                  <ul aria-label={t.review.title}>
                    {answer.items.map((item) => (
                      <Item key={item.id} item={item} name={names} />
                    ))}
                  </ul>
                )}
              </Sheet>
              {answer.not_applied.length > 0 && (
                <Sheet title={t.review.notApplied} intro={t.review.notAppliedText}>
                  <ul className={styles.sentences}>
                    {answer.not_applied.map((rule) => (
                      <li key={rule}>
                        <Mark tone="none">{t.review.rule[rule as keyof typeof t.review.rule] ?? rule}</Mark>
                      </li>
                    ))}
                  </ul>
                </Sheet>
              )}
            </>
          )}
        </Asked>
      </Sheets>
    </>
  );
}
