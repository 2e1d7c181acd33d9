import { useState } from 'react';

import { answerOf, api, type Person } from '../../api/client.ts';
import { call, changed } from '../../api/manage.ts';
import { queries, sessionQuery, useSession } from '../../api/session.ts';
import { dayText, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { DayField } from '../../ui/DayField/DayField.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { useFields } from '../../ui/FormField.tsx';
import { Select } from '../../ui/MoreFields.tsx';
import { Mark, Meta, Row, Rows } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';
import { roles, type Role } from './AddPerson.tsx';
import type { Handed } from './CodePaper.tsx';

type Membership = Person['memberships'][number];
type Change = 'agree' | 'suspend' | 'resume' | 'end';

const tone = { invited: 'soon', active: 'ok', suspended: 'stop', ended: 'none' } as const;

// What can be done with a role as it is; the server decides.
function changes(one: Membership): Change[] {
  if (one.state === 'invited') return one.waiting_for === 'second_person' || one.waiting_for === 'confirmation' ? ['agree', 'end'] : ['end'];
  if (one.state === 'active') return ['suspend', 'end'];
  return one.state === 'suspended' ? ['resume', 'end'] : [];
}

async function change(account: string, role: Role, act: Change): Promise<string | undefined> {
  const options = { params: { path: { account, role }, header: call().params.header } };
  if (act === 'agree') return (await answerOf(api.POST('/api/people/{account}/roles/{role}/agree', options))).code ?? undefined;
  if (act === 'suspend') await answerOf(api.POST('/api/people/{account}/roles/{role}/suspend', options));
  else if (act === 'resume') await answerOf(api.POST('/api/people/{account}/roles/{role}/resume', options));
  else await answerOf(api.POST('/api/people/{account}/roles/{role}/end', options));
  return undefined;
}

// The roles of one person: how far each is, giving one and ending one.
export function Roles({ person, handed, onClose }: { person: Person; handed: (code: Handed) => void; onClose: () => void }) {
  const { t, language } = useSpeech();
  const { today } = useSession();
  const [until, setUntil] = useState<Day | ''>('');
  const code = (made: string | undefined) => {
    changed('people');
    // It may be one's own.
    void queries.invalidateQueries(sessionQuery);
    if (!made) return;
    onClose();
    handed({ name: person.name, login: person.login, code: made });
  };
  const changing = useAct(({ role, act }: { role: Role; act: Change }) => change(person.account, role, act), code);
  const giving = useAct(
    async (role: Role) => {
      const options = { params: { path: { account: person.account }, header: call().params.header }, body: { role, ...(until && { until }) } };
      return (await answerOf(api.POST('/api/people/{account}/roles', options))).code ?? undefined;
    },
    code,
  );
  const { values, field, onSubmit } = useFields({ role: { start: roles[0]! } }, giving.error);
  const held = person.memberships.filter((one) => one.state !== 'ended');
  return (
    <Dialog title={t.people.rolesOf(person.name)} onClose={onClose}>
      {changing.error && <Refusal error={changing.error} />}
      <Rows label={t.people.rolesOf(person.name)}>
        {held.map((one) => (
          <Row
            key={one.role}
            title={t.app.role(one.role)}
            marks={<Mark tone={tone[one.state]}>{t.people.roleState[one.state]}</Mark>}
            action={changes(one).map((act) => (
              <Button key={act} busy={changing.busy} onClick={() => changing.run({ role: one.role, act })}>
                {t.people.roleAct[act]}
              </Button>
            ))}
          >
            <Meta>
              {[
                one.until && t.people.roleUntil(dayText(language, one.until)),
                one.waiting_until && t.people.roleWaits(dayText(language, one.waiting_until)),
                one.waiting_for === 'second_person' && t.people.roleSecond,
                one.alone && t.people.roleAlone,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Meta>
          </Row>
        ))}
      </Rows>
      <form onSubmit={onSubmit(() => giving.run(values.role as Role))} noValidate>
        {giving.error && <Refusal error={giving.error} />}
        <Select {...field('role')} label={t.people.roleNew} help={t.people.roleMeaning(values.role)} options={roles.map((role) => ({ value: role, label: t.app.role(role) }))} />
        {values.role === 'locum' && <DayField label={t.people.roleLast} value={until} around={today as Day} onChange={setUntil} />}
        <Buttons>
          <Button kind="primary" type="submit" busy={giving.busy}>
            {t.people.roleGive}
          </Button>
          <Button onClick={onClose}>{t.act.close}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
