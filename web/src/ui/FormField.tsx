// A field of a form, and what the fields of one form share: what was typed, what is still wrong, and where to begin.

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent, type Ref } from 'react';

import { Refused } from '../api/client.ts';
import styles from './FormField.module.css';

interface Field {
  // What the browser and its password manager call it; else its name in the body of the call.
  name?: string;
  // What this page sees is wrong; said after the first try. An empty text or nothing: nothing is wrong.
  lack?: (value: string) => string | undefined | false;
  // What stands there before anything is typed.
  start?: string;
}

// `fields` in the order of the screen, by their names in the body; `error` is what the call came back with, if it did.
export function useFields<Name extends string>(fields: Record<Name, Field>, error: unknown) {
  const names = Object.keys(fields) as Name[];
  const [values, setValues] = useState(() => Object.fromEntries(names.map((name) => [name, fields[name].start ?? ''])) as Record<Name, string>);
  const [tried, setTried] = useState(false);
  const lackOf = (name: Name) => fields[name].lack?.(values[name]) || undefined;
  const inputName = (name: Name) => fields[name].name ?? name;
  return {
    values,
    field: (name: Name) => ({
      name: inputName(name),
      value: values[name],
      onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
      problem: (tried && lackOf(name)) || (error instanceof Refused ? error.field(name) : undefined),
    }),
    // Sends when nothing is wrong, else goes to the first field that is.
    onSubmit: (send: () => void) => (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      setTried(true);
      const first = names.find(lackOf);
      if (first === undefined) return send();
      const input = event.currentTarget.elements.namedItem(inputName(first));
      if (input instanceof HTMLElement) input.focus();
    },
  };
}

interface Props {
  label: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  help?: string;
  autoComplete?: string;
  autoCapitalize?: string;
  inputMode?: 'numeric' | 'text';
  // Makes it a password; the words for the button that shows what was typed.
  showLabel?: string;
  ref?: Ref<HTMLInputElement>;
}

export function FormField({ label, onChange, help, problem, ref, showLabel, ...rest }: Props) {
  const given = {
    ref: ref ?? null,
    label,
    description: help,
    error: problem,
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
    ...rest,
  };
  const names = { input: styles.input!, label: styles.label!, error: styles.problem!, description: styles.help! };
  if (showLabel === undefined) return <TextInput classNames={names} spellCheck={false} {...given} />;
  return (
    <PasswordInput
      classNames={{ ...names, innerInput: styles.innerInput!, visibilityToggle: styles.toggle! }}
      visibilityToggleButtonProps={{ 'aria-label': showLabel, tabIndex: 0 }}
      {...given}
    />
  );
}
