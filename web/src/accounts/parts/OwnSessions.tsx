import { answerOf, api, type OwnAccount } from '../../api/client.ts';
import { call, changed } from '../../api/manage.ts';
import { instantText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Mark, Meta, Row, Rows, Sheet } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';

export function OwnSessions({ account }: { account: OwnAccount }) {
  const { t, language } = useSpeech();
  const ending = useAct(
    (id: string) => answerOf(api.DELETE('/api/account/sessions/{id}', { params: { path: { id }, header: call().params.header } })),
    () => changed('account'),
  );
  return (
    <Sheet title={t.account.sessions} intro={t.account.sessionsText}>
      {ending.error && <Refusal error={ending.error} />}
      <Rows label={t.account.sessions}>
        {account.sessions.map((session) => (
          <Row
            key={session.id}
            title={t.account.workstation(session.workstation)}
            marks={
              <>
                {session.is_this && <Mark tone="ok">{t.account.thisSession}</Mark>}
                {session.locked && <Mark tone="none">{t.account.lockedSession}</Mark>}
                {session.shared && <Mark tone="info">{t.account.sharedSession}</Mark>}
              </>
            }
            action={
              !session.is_this && (
                <Button busy={ending.busy && ending.input === session.id} onClick={() => ending.run(session.id)}>
                  {t.account.endSession}
                </Button>
              )
            }
          >
            <Meta>
              {t.account.begun(instantText(language, session.begun))}
              {' · '}
              {t.account.used(instantText(language, session.used))}
            </Meta>
          </Row>
        ))}
      </Rows>
    </Sheet>
  );
}
