import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useAct } from '../../accounts/StepUp.tsx';
import { answerOf, api, type Destruction } from '../../api/client.ts';
import { call, certificateQuery, changed } from '../../api/manage.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Asked } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from './Destruction.module.css';

export type Step = 'agree' | 'withdraw' | 'refuse' | 'carry_out';

// Each step is said back before it is done: the last of them cannot be undone.
export function Deciding({ of, step, name, onClose }: { of: Destruction; step: Step; name: string; onClose: () => void }) {
  const { t } = useSpeech();
  const at = () => ({ params: { path: { id: of.id }, header: call().params.header } });
  const deciding = useAct(
    async (reference: string) => {
      if (step === 'agree') await answerOf(api.POST('/api/destructions/{id}/agree', at()));
      if (step === 'withdraw') await answerOf(api.POST('/api/destructions/{id}/withdraw', at()));
      if (step === 'refuse') await answerOf(api.POST('/api/destructions/{id}/refuse', { ...at(), body: { reference } }));
      if (step === 'carry_out') await answerOf(api.POST('/api/destructions/{id}/carry-out', at()));
    },
    () => {
      changed('destructions', 'holds', 'files', 'keeping');
      onClose();
    },
  );
  const { values, field, onSubmit } = useFields(
    { reference: { lack: (value) => step === 'refuse' && !value.trim() && t.destruction.referenceMissing } },
    deciding.error,
  );
  return (
    <Dialog title={t.destruction.stepTitle[step](name)} onClose={onClose}>
      <form onSubmit={onSubmit(() => deciding.run(values.reference.trim()))} noValidate>
        <p>{t.destruction.stepText[step]}</p>
        {deciding.error && <Refusal error={deciding.error} />}
        {step === 'refuse' && (
          <FormField {...field('reference')} label={t.destruction.refuseReference} help={t.destruction.refuseHelp} autoComplete="off" />
        )}
        <Buttons>
          <Button kind="primary" type="submit" busy={deciding.busy}>
            {t.destruction.stepSubmit[step]}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

export function Certificate({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, language } = useSpeech();
  const certificate = useQuery(certificateQuery(id));
  return (
    <Dialog title={certificate.data?.[language].title ?? t.destruction.certificate} onClose={onClose}>
      <Asked query={certificate}>
        {(text) => (
          <>
            <div className={styles.lines}>
              {text[language].lines.map((line, index) => (
                <p key={index}>{line}</p>
              ))}
            </div>
            <Buttons>
              <Button kind="primary" onClick={() => window.print()}>
                {t.act.print}
              </Button>
              <Button onClick={onClose}>{t.act.close}</Button>
            </Buttons>
          </>
        )}
      </Asked>
    </Dialog>
  );
}

// The steps that the server allows now, and for the others its sentence about why not.
export function Steps({ of, name }: { of: Destruction; name: string }) {
  const { t, both } = useSpeech();
  const [step, setStep] = useState<Step>();
  const all: Step[] = ['agree', 'carry_out', 'refuse', 'withdraw'];
  const open = all.filter((one) => of.may[one].now);
  const reasons = [...new Set((['agree', 'carry_out'] as const).flatMap((one) => (of.may[one].why_not ? [both(of.may[one].why_not)] : [])))];
  return (
    <>
      {reasons.length > 0 && (
        <ul className={styles.whyNot}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <Buttons>
          {open.map((one) => (
            <Button key={one} kind={one === open[0] && one !== 'withdraw' && one !== 'refuse' ? 'primary' : 'second'} onClick={() => setStep(one)}>
              {t.destruction.stepButton[one]}
            </Button>
          ))}
        </Buttons>
      )}
      {step && <Deciding of={of} step={step} name={name} onClose={() => setStep(undefined)} />}
    </>
  );
}
