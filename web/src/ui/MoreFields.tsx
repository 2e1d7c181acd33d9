// Fields of a form that are no single line: a text, a list to choose from, radio buttons with a sentence each.

import { useId, type ReactNode } from 'react';

import styles from './MoreFields.module.css';

interface Shared {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  help?: string;
}

function Framed({ id, label, help, problem, children }: { id: string; label: string; help?: string | undefined; problem?: string | undefined; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {children}
      {problem && (
        <p id={`${id}-error`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
const told = (id: string, { help, problem }: { help?: string | undefined; problem?: string | undefined }) =>
  [problem && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;

export function TextArea({ label, name, value, onChange, problem, help, rows = 3 }: Shared & { rows?: number }) {
  const id = useId();
  return (
    <Framed id={id} label={label} help={help} problem={problem}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        value={value}
        className={styles.input}
        aria-invalid={problem ? true : undefined}
        aria-describedby={told(id, { help, problem })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Framed>
  );
}

export function Select({ label, name, value, onChange, problem, help, options }: Shared & { options: readonly { value: string; label: string }[] }) {
  const id = useId();
  return (
    <Framed id={id} label={label} help={help} problem={problem}>
      <select
        id={id}
        name={name}
        value={value}
        className={`${styles.input} ${styles.select}`}
        aria-invalid={problem ? true : undefined}
        aria-describedby={told(id, { help, problem })}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

export function Radios({ label, name, value, onChange, problem, options }: Shared & { options: readonly { value: string; label: string }[] }) {
  const id = useId();
  return (
    <fieldset className={styles.radios} aria-describedby={problem ? `${id}-error` : undefined}>
      <legend className={styles.label}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.radio}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
      {problem && (
        <p id={`${id}-error`} className={styles.problem}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
