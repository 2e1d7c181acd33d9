// Mantine writes its theme variables into a <style> tag while the page runs, which the policy refuses. So they
// are written here, at build time, into the style sheet "virtual:controls.css", together with the styles of the
// few controls that src/ui uses.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';

import { theme } from '../src/ui/theme.ts';

const require = createRequire(import.meta.url);
const controls = ['UnstyledButton', 'Button', 'Loader', 'Input', 'InlineInput', 'PasswordInput', 'ActionIcon', 'Switch'];

// Colours of the default theme that we never use: a third of the bytes.
const unused = /--mantine-color-(?!(?:petrol|gray|red|dark)-)[a-z]+-(?:\d|text|filled|light|outline)/;

function variables(): string {
  const resolved = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const keep = (all: Record<string, string>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !unused.test(name)));
  return convertCssVariables(
    { variables: keep(resolved.variables), light: keep(resolved.light), dark: {} },
    ':root',
  );
}

export function controlStyles(): Plugin {
  const name = 'virtual:controls.css';
  return {
    name: 'kader-control-styles',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const styles = controls.map((control) =>
        readFileSync(require.resolve(`@mantine/core/styles/${control}.layer.css`), 'utf8'),
      );
      return ['@layer base, mantine;', `@layer mantine {\n${variables()}\n}`, ...styles].join('\n');
    },
  };
}
