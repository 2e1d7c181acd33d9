import { answerOf, api, type NewPerson } from '../../api/client.ts';
import { call, changed } from '../../api/manage.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Select } from '../../ui/MoreFields.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';
import type { Handed } from './CodePaper.tsx';

export type Role = NewPerson['role'];
// In the order in which they are chosen most; the server knows which exist. Who comes from outside for a case gets their
// role, with its case and its areas, by `kader accounts`.
export const roles: readonly Role[] = [
  'practitioner', 'executor', 'employee', 'reception', 'quality_officer', 'complaints_officer', 'privacy_officer', 'reader',
  'owner', 'locum', 'council_member', 'supervisor', 'administrator',
];
// A locum begins with another role, and is given this one with its last day.
const first = roles.filter((role) => role !== 'locum');

export function AddPerson({ handed, onClose }: { handed: (code: Handed) => void; onClose: () => void }) {
  const { t } = useSpeech();
  const adding = useAct(
    (body: NewPerson) => answerOf(api.POST('/api/people', { ...call(), body })),
    (made, { name, login }) => {
      changed('people');
      onClose();
      // A role that somebody else must agree to first has no code yet.
      if (made.code) handed({ name, login, code: made.code });
    },
  );
  const { values, field, onSubmit } = useFields(
    {
      name: { lack: (value) => !value.trim() && t.people.nameMissing },
      login: { name: 'new-login', lack: (value) => value.trim().length < 3 && t.people.loginShort },
      role: { start: first[0]! },
    },
    adding.error,
  );
  const send = () => adding.run({ name: values.name.trim(), login: values.login.trim(), role: values.role as Role });
  return (
    <Dialog title={t.people.add} onClose={onClose}>
      <form onSubmit={onSubmit(send)} noValidate>
        {adding.error && <Refusal error={adding.error} />}
        <FormField {...field('name')} label={t.people.name} autoComplete="off" />
        <FormField {...field('login')} label={t.signIn.login} help={t.people.loginHelp} autoComplete="off" autoCapitalize="none" />
        <Select
          {...field('role')}
          label={t.people.role}
          help={t.people.roleMeaning(values.role)}
          options={first.map((role) => ({ value: role, label: t.app.role(role) }))}
        />
        <Buttons>
          <Button kind="primary" type="submit" busy={adding.busy}>
            {t.people.submit}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
