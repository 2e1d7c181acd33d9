import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';

import { readDay, typedText, type Day, type Unreadable } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { IconButton } from '../Controls.tsx';
import { FormField } from '../FormField.tsx';
import styles from './DayField.module.css';

const Calendar = lazy(() => import('./Calendar.tsx'));

interface Props {
  label: string;
  // Empty: none chosen; only where it is optional.
  value: Day | '';
  onChange: (day: Day | '') => void;
  optional?: boolean;
  // Where the calendar opens when no day is chosen.
  around?: Day;
}

const written = (day: Day | '') => (day === '' ? '' : typedText(day));

// A day, typed the Dutch way or picked. What cannot be read stays as it was typed, with a sentence about why; it
// never becomes another day by itself.
export function DayField({ label, value, onChange, optional, around }: Props) {
  const { t } = useSpeech();
  const [typed, setTyped] = useState(written(value));
  const [refused, setRefused] = useState<Unreadable>();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    setTyped(written(value));
    setRefused(undefined);
  }, [value]);

  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const commit = () => {
    if (optional && typed.trim() === '') {
      setRefused(undefined);
      if (value !== '') onChange('');
      return;
    }
    const read = readDay(typed);
    if ('refused' in read) return setRefused(read.refused);
    setRefused(undefined);
    setTyped(typedText(read.day));
    if (read.day !== value) onChange(read.day);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
    if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') commit();
  };

  return (
    <div className={styles.field} ref={root} onKeyDown={onKeyDown} onBlur={(event) => {
      if ((event.target as HTMLElement).tagName === 'INPUT') commit();
    }}>
      <FormField
        label={label}
        value={typed}
        problem={refused && t.field[refused]}
        onChange={(text) => {
          setTyped(text);
          setRefused(undefined);
        }}
        autoComplete="off"
      />
      <span className={styles.opener}>
        <IconButton
          ref={opener}
          label={t.field.calendar}
          icon={<IconCalendar size={20} aria-hidden />}
          expanded={open}
          onClick={() => setOpen(!open)}
        />
      </span>
      {open && (
        <div className={styles.calendar}>
          <Suspense fallback={<p>{t.app.loading}</p>}>
            <Calendar
              value={value}
              around={around}
              onPick={(day) => {
                onChange(day);
                close();
              }}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
