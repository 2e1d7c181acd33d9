import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useAct } from '../../accounts/StepUp.tsx';
import { answerOf, api, type Destruction } from '../../api/client.ts';
import { call, changed, destructionsQuery, holdsQuery } from '../../api/manage.ts';
import { useMay } from '../../api/session.ts';
import { dayText } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Asked, Mark, Meta, PageHead, Row, Rows, Sheet, Sheets, type Tone } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { AskDestruction, PlaceHold } from '../parts/Asking.tsx';
import { Certificate, Steps } from '../parts/Deciding.tsx';
import styles from '../parts/Destruction.module.css';

const stateTone: Record<Destruction['state'], Tone> = { asked: 'soon', refused: 'none', withdrawn: 'none', destroyed: 'ok' };

function Request({ of, mayWrite }: { of: Destruction; mayWrite: boolean }) {
  const { t, language } = useSpeech();
  const [certificate, setCertificate] = useState(false);
  const day = (on: string) => dayText(language, on);
  const name = of.name ?? of.kenmerk ?? t.destruction.gone;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <h3>{of.name && of.kenmerk ? `${of.name} (${of.kenmerk})` : name}</h3>
        <Mark tone={stateTone[of.state]}>{t.destruction.state[of.state]}</Mark>
        {of.state === 'asked' && of.urgency !== 'none' && (
          <Mark tone={of.urgency === 'warned' ? 'soon' : 'stop'}>{t.destruction.urgency[of.urgency]}</Mark>
        )}
        {of.holds > 0 && <Mark tone="stop">{t.destruction.held(of.holds)}</Mark>}
        {of.at_once && <Mark tone="info">{t.destruction.isAtOnce}</Mark>}
      </div>
      <Meta>
        {t.destruction.askedOn(day(of.asked_on), t.destruction.why[of.why])}
        {of.last_on && of.state === 'asked' && ` ${t.destruction.lastOn(day(of.last_on))}`}
        {of.thought_until && of.state === 'asked' && ` ${t.destruction.thoughtUntil(day(of.thought_until))}`}
        {of.decided_on && ` ${t.destruction.decidedOn(day(of.decided_on))}`}
        {` ${t.destruction.kept(of.reference)}`}
      </Meta>
      {of.waits_for_turn && (
        <Notice tone="soon">
          <p>{of.turn_due ? t.destruction.waitsUntil(day(of.turn_due)) : t.destruction.waits}</p>
        </Notice>
      )}
      {of.state === 'asked' && mayWrite && <Steps of={of} name={name} />}
      {of.certificate_ready && (
        <Buttons>
          <Button onClick={() => setCertificate(true)}>{t.destruction.certificate}</Button>
        </Buttons>
      )}
      {certificate && <Certificate id={of.id} onClose={() => setCertificate(false)} />}
    </li>
  );
}

function Holds({ mayWrite }: { mayWrite: boolean }) {
  const { t, both, language } = useSpeech();
  const holds = useQuery(holdsQuery);
  const [placing, setPlacing] = useState(false);
  const releasing = useAct(
    (id: string) => answerOf(api.POST('/api/holds/{id}/release', { params: { path: { id }, header: call().params.header } })),
    () => changed('holds', 'destructions'),
  );
  return (
    <Sheet
      title={t.destruction.holds}
      intro={t.destruction.holdsText}
      action={mayWrite && <Button onClick={() => setPlacing(true)}>{t.destruction.hold}</Button>}
    >
      {releasing.error && <Refusal error={releasing.error} />}
      <Asked query={holds}>
        {(answer) =>
          answer.holds.length === 0 ? (
            <p>{t.destruction.noHolds}</p>
          ) : (
            <Rows label={t.destruction.holds}>
              {answer.holds.map((hold) => (
                <Row
                  key={hold.id}
                  title={hold.name ?? hold.kenmerk ?? t.destruction.gone}
                  marks={<Mark tone="soon">{both(hold.what)}</Mark>}
                  action={
                    mayWrite &&
                    hold.may_release.now && (
                      <Button busy={releasing.busy && releasing.input === hold.id} onClick={() => releasing.run(hold.id)}>
                        {t.destruction.release}
                      </Button>
                    )
                  }
                >
                  <Meta>
                    {t.destruction.placed(dayText(language, hold.placed_on), hold.reference)}
                    {mayWrite && hold.may_release.why_not && ` ${both(hold.may_release.why_not)}`}
                  </Meta>
                </Row>
              ))}
            </Rows>
          )
        }
      </Asked>
      {placing && <PlaceHold onClose={() => setPlacing(false)} />}
    </Sheet>
  );
}

export function DestructionPage() {
  const { t } = useSpeech();
  const list = useQuery(destructionsQuery);
  const mayWrite = useMay('retention.write');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PageHead
        title={t.destruction.title}
        intro={t.destruction.intro}
        action={
          mayWrite && (
            <Button kind="primary" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAsking(true)}>
              {t.destruction.ask}
            </Button>
          )
        }
      />
      <Sheets>
        <Asked query={list}>
          {({ destructions, works_alone, more }) => (
            <>
              {works_alone && (
                <Notice>
                  <p>{t.destruction.alone}</p>
                </Notice>
              )}
              <Sheet title={t.destruction.requests}>
                {destructions.length === 0 ? (
                  <p>{t.destruction.none}</p>
                ) : (
                  <ul aria-label={t.destruction.requests}>
                    {destructions.map((one) => (
                      <Request key={one.id} of={one} mayWrite={mayWrite} />
                    ))}
                  </ul>
                )}
                {more && <p>{t.destruction.older}</p>}
              </Sheet>
            </>
          )}
        </Asked>
        <Holds mayWrite={mayWrite} />
      </Sheets>
      {asking && <AskDestruction onClose={() => setAsking(false)} />}
    </>
  );
}
