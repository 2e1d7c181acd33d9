import { answerOf, api, type Session } from '../../api/client.ts';
import { call } from '../../api/manage.ts';
import { unlocked } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Mark, Row, Rows, Sheet } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';
import type { Role } from './AddPerson.tsx';

// Who has several roles works in one at a time, and the log says in which.
export function OwnRoles({ session }: { session: Session }) {
  const { t } = useSpeech();
  const going = useAct((role: string) => answerOf(api.POST('/api/session/role', { ...call(), body: { role: role as Role } })), unlocked);
  if (session.roles.length < 2) return null;
  return (
    <Sheet title={t.people.role} intro={t.account.rolesText}>
      {going.error && <Refusal error={going.error} />}
      <Rows label={t.people.role}>
        {session.roles.map((role) => (
          <Row
            key={role}
            title={t.app.role(role)}
            marks={role === session.role && <Mark tone="ok">{t.account.roleNow}</Mark>}
            action={
              role !== session.role && (
                <Button busy={going.busy && going.input === role} onClick={() => going.run(role)}>
                  {t.account.roleGo(t.app.role(role))}
                </Button>
              )
            }
          />
        ))}
      </Rows>
    </Sheet>
  );
}
