import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useAct } from '../../accounts/StepUp.tsx';
import { answerOf, api, type BreakGlasses } from '../../api/client.ts';
import { breakGlassQuery, call, changed } from '../../api/manage.ts';
import { timeText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Radios, TextArea } from '../../ui/MoreFields.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Asked, Mark, Meta, PageHead, Row, Rows, Sheet, Sheets } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from '../parts/Log.module.css';
import { shortId, useNames } from '../who.ts';

const wordsLengthMin = 15;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Ask({ answer }: { answer: BreakGlasses }) {
  const { t, both } = useSpeech();
  // A new key empties the form.
  const [times, setTimes] = useState(0);
  return <AskForm key={times} reasons={answer.reasons.map(({ word, text }) => ({ value: word, label: both(text) }))} minutes={answer.minutes} done={() => setTimes(times + 1)} note={t.breakGlass.reviewed} />;
}

function AskForm({ reasons, minutes, done, note }: { reasons: { value: string; label: string }[]; minutes: number; done: () => void; note: string }) {
  const { t } = useSpeech();
  const asking = useAct(
    (body: { subject: string; reason: string; words: string }) => answerOf(api.POST('/api/break-glass', { ...call(), body })),
    () => {
      changed('break-glass', 'review');
      done();
    },
  );
  const { values, field, onSubmit } = useFields(
    {
      subject: { lack: (value) => !idForm.test(value.trim().toLowerCase()) && t.breakGlass.subjectMissing },
      reason: { lack: (value) => !value && t.breakGlass.reasonMissing },
      words: { lack: (value) => [...value.trim()].length < wordsLengthMin && t.breakGlass.wordsShort },
    },
    asking.error,
  );
  const send = () => asking.run({ subject: values.subject.trim().toLowerCase(), reason: values.reason, words: values.words.trim() });
  return (
    <Sheet title={t.breakGlass.ask} intro={t.breakGlass.askText(minutes)}>
      <form className={styles.judge} onSubmit={onSubmit(send)} noValidate>
        {asking.error && <Refusal error={asking.error} />}
        <FormField {...field('subject')} label={t.breakGlass.subject} help={t.breakGlass.subjectHelp} autoComplete="off" autoCapitalize="none" />
        <Radios {...field('reason')} label={t.breakGlass.why} options={reasons} />
        <TextArea {...field('words')} label={t.breakGlass.words} help={t.breakGlass.wordsHelp} />
        <Notice tone="soon">
          <p>{note}</p>
        </Notice>
        <Buttons>
          <Button kind="primary" type="submit" busy={asking.busy}>
            {t.breakGlass.submit}
          </Button>
        </Buttons>
      </form>
    </Sheet>
  );
}

export function BreakGlassPage() {
  const { t, both, language } = useSpeech();
  const open = useQuery(breakGlassQuery);
  const names = useNames();
  const ending = useAct(
    (id: string) => answerOf(api.POST('/api/break-glass/{id}/end', { params: { path: { id }, header: call().params.header } })),
    () => changed('break-glass'),
  );
  return (
    <>
      <PageHead title={t.breakGlass.title} intro={t.breakGlass.intro} />
      <Sheets>
        <Asked query={open}>
          {(answer) => (
            <>
              <Sheet title={t.breakGlass.openNow}>
                {ending.error && <Refusal error={ending.error} />}
                {answer.open.length === 0 && <p>{t.breakGlass.none}</p>}
                {answer.open.length > 0 && (
                  <Rows label={t.breakGlass.openNow}>
                    {answer.open.map((one) => (
                      <Row
                        key={one.id}
                        title={one.own ? t.breakGlass.you : names(one.actor)}
                        marks={<Mark tone="stop">{t.breakGlass.left(Math.ceil(one.seconds_left / 60))}</Mark>}
                        action={
                          <Button busy={ending.busy && ending.input === one.id} onClick={() => ending.run(one.id)}>
                            {t.breakGlass.end}
                          </Button>
                        }
                      >
                        <Meta>
                          {t.log.file(shortId(one.subject))}, {both(one.reason)}. {t.breakGlass.period(timeText(language, one.started), timeText(language, one.ends))}
                        </Meta>
                      </Row>
                    ))}
                  </Rows>
                )}
              </Sheet>
              {answer.may_ask ? <Ask answer={answer} /> : <Sheet title={t.breakGlass.ask} intro={t.breakGlass.mayNot} />}
            </>
          )}
        </Asked>
      </Sheets>
    </>
  );
}
