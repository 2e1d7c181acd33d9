import { useState } from 'react';

import { useAct } from '../../accounts/StepUp.tsx';
import { answerOf, api, type NewDestruction, type NewHold } from '../../api/client.ts';
import { call, changed } from '../../api/manage.ts';
import { useSession } from '../../api/session.ts';
import type { Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button, Switch } from '../../ui/Controls.tsx';
import { DayField } from '../../ui/DayField/DayField.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Radios, Select } from '../../ui/MoreFields.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { FileChoice } from './FileChoice.tsx';

const holdKinds = ['complaint', 'claim', 'other_interest', 'statutory_duty'] as const;

export function AskDestruction({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { today } = useSession();
  const [on, setOn] = useState<Day | ''>(today);
  const [atOnce, setAtOnce] = useState(false);
  const asking = useAct(
    (body: NewDestruction) => answerOf(api.POST('/api/destructions', { ...call(), body })),
    () => {
      changed('destructions', 'files');
      onClose();
    },
  );
  const { values, field, onSubmit } = useFields(
    {
      subject: { name: 'subject', lack: (value) => !value && t.destruction.fileMissing },
      why: { start: 'request' },
      reference: { lack: (value) => !value.trim() && t.destruction.referenceMissing },
    },
    asking.error,
  );
  const send = () =>
    asking.run({
      subject: values.subject,
      why: values.why as NewDestruction['why'],
      reference: values.reference.trim(),
      at_once: atOnce,
      ...(values.why === 'request' && on && { asked_on: on }),
    });
  return (
    <Dialog title={t.destruction.ask} onClose={onClose}>
      <form onSubmit={onSubmit(send)} noValidate>
        {asking.error && <Refusal error={asking.error} />}
        <FileChoice {...field('subject')} />
        <Radios
          {...field('why')}
          label={t.destruction.whyLabel}
          options={[
            { value: 'request', label: t.destruction.why.request },
            { value: 'kept', label: t.destruction.why.kept },
          ]}
        />
        {values.why === 'request' && <DayField label={t.destruction.received} value={on} onChange={setOn} around={today} />}
        <FormField {...field('reference')} label={t.destruction.reference} help={t.destruction.referenceHelp} autoComplete="off" />
        <Switch label={t.destruction.atOnce} checked={atOnce} onChange={setAtOnce} />
        <Buttons>
          <Button kind="primary" type="submit" busy={asking.busy}>
            {t.destruction.submit}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

export function PlaceHold({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const placing = useAct(
    (body: NewHold) => answerOf(api.POST('/api/holds', { ...call(), body })),
    () => {
      changed('holds', 'destructions', 'files');
      onClose();
    },
  );
  const { values, field, onSubmit } = useFields(
    {
      subject: { name: 'subject', lack: (value) => !value && t.destruction.fileMissing },
      kind: { start: holdKinds[0] },
      reference: { lack: (value) => !value.trim() && t.destruction.referenceMissing },
    },
    placing.error,
  );
  return (
    <Dialog title={t.destruction.hold} onClose={onClose}>
      <form
        noValidate
        onSubmit={onSubmit(() => placing.run({ subject: values.subject, kind: values.kind as NewHold['kind'], reference: values.reference.trim() }))}
      >
        <p>{t.destruction.holdText}</p>
        {placing.error && <Refusal error={placing.error} />}
        <FileChoice {...field('subject')} />
        <Select {...field('kind')} label={t.destruction.holdWhy} options={holdKinds.map((kind) => ({ value: kind, label: t.destruction.holdKind[kind] }))} />
        <FormField {...field('reference')} label={t.destruction.holdReference} help={t.destruction.holdReferenceHelp} autoComplete="off" />
        <Buttons>
          <Button kind="primary" type="submit" busy={placing.busy}>
            {t.destruction.holdSubmit}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
