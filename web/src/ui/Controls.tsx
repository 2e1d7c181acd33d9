// The controls of Mantine in our words and sizes. This folder is the only one that may import Mantine.

import 'virtual:controls.css';

import {
  ActionIcon,
  Button as MantineButton,
  MantineProvider,
  Switch as MantineSwitch,
} from '@mantine/core';
import type { MouseEventHandler, ReactNode, Ref } from 'react';

import styles from './Controls.module.css';
import { theme } from './theme.ts';

export function Controls({ children }: { children: ReactNode }) {
  // The variables are in virtual:controls.css: a <style> tag would be refused by the policy.
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  );
}

interface ButtonProps {
  children: ReactNode;
  kind?: 'primary' | 'second' | 'quiet';
  type?: 'button' | 'submit';
  icon?: ReactNode;
  busy?: boolean;
  wide?: boolean;
  lang?: string;
  expanded?: boolean;
  controls?: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
}

const variants = { primary: 'filled', second: 'default', quiet: 'subtle' } as const;

export function Button({ kind = 'second', type = 'button', icon, busy, wide, expanded, controls, ...rest }: ButtonProps) {
  return (
    <MantineButton
      className={styles.button}
      variant={variants[kind]}
      type={type}
      leftSection={icon}
      loading={busy ?? false}
      fullWidth={wide ?? false}
      aria-expanded={expanded}
      aria-controls={controls}
      {...rest}
    />
  );
}

interface IconButtonProps {
  label: string;
  icon: ReactNode;
  expanded?: boolean;
  onClick: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, expanded, onClick, ref }: IconButtonProps) {
  return (
    <ActionIcon
      ref={ref ?? null}
      className={styles.iconButton}
      variant="subtle"
      aria-label={label}
      title={label}
      aria-expanded={expanded}
      onClick={onClick}
    >
      {icon}
    </ActionIcon>
  );
}

export function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <MantineSwitch
      classNames={{ label: styles.switchLabel!, track: styles.track!, root: styles.switch! }}
      label={label}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
