import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';

import { filesQuery } from '../../api/manage.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Radios } from '../../ui/MoreFields.tsx';
import { Asked } from '../../ui/Page.tsx';
import styles from './Destruction.module.css';

interface Props {
  name: string;
  value: string;
  onChange: (subject: string) => void;
  problem?: string | undefined;
}

// Looked for by name or code, when somebody presses: each look is a line in the log.
export function FileChoice({ name, value, onChange, problem }: Props) {
  const { t } = useSpeech();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const files = useQuery(filesQuery(asked));
  const look = () => setAsked(typed.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (event.target as HTMLElement).tagName !== 'INPUT') return;
    event.preventDefault();
    look();
  };
  return (
    <>
      <div className={styles.look} onKeyDown={onKeyDown}>
        <FormField label={t.destruction.lookFor} help={t.destruction.lookHelp} value={typed} onChange={setTyped} autoComplete="off" problem={problem} name={`${name}-look`} />
        <Button onClick={look}>{t.destruction.look}</Button>
      </div>
      {asked && (
        <Asked query={files}>
          {({ subjects, more }) =>
            subjects.length === 0 ? (
              <p role="status">{t.destruction.noFile}</p>
            ) : (
              <>
                <Radios
                  name={name}
                  label={t.destruction.file}
                  value={value}
                  onChange={onChange}
                  options={subjects.map((one) => ({
                    value: one.subject,
                    label: [`${one.name} (${one.kenmerk})`, one.asked && t.destruction.isAsked, one.held && t.destruction.isHeld].filter(Boolean).join(', '),
                  }))}
                />
                {more && <p>{t.destruction.more}</p>}
              </>
            )
          }
        </Asked>
      )}
    </>
  );
}
