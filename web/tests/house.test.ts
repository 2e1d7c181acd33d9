// What the house asks of its own front end.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

import { en } from '../src/texts/en.ts';
import { nl } from '../src/texts/nl.ts';

const src = join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|css)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(src, name), 'utf8') }));
const code = files.filter(({ name }) => !name.endsWith('.css') && !name.includes('.test.') && name !== 'api/schema.ts');

function whoWrites(pattern: RegExp, allowed: (name: string) => boolean = () => false): string[] {
  return code.filter(({ name, text }) => !allowed(name) && pattern.test(text)).map(({ name }) => name);
}

describe('the house rules', () => {
  it('only src/ui imports Mantine and dayjs', () => {
    expect(whoWrites(/from '(@mantine|dayjs)|import '(@mantine|dayjs)/, (name) => name.startsWith('ui/'))).toEqual([]);
  });
  it('nothing imports what writes <style> tags, which the policy refuses', () => {
    const writes = /\b(AppShell|Grid|SimpleGrid|Flex|Modal|Drawer|RemoveScroll|Popover|Menu)\b[^;]*from '@mantine/;
    expect(whoWrites(writes)).toEqual([]);
    expect(whoWrites(/\b(p|m|px|py|mt|mb|w|h|hiddenFrom|visibleFrom)=\{\{/)).toEqual([]);
  });
  it('a date is typed in a DayField and nowhere else', () => {
    const raw = /\b(DateInput|DatePickerInput|DateTimePicker|MonthPickerInput)\b|type="date"/;
    expect(whoWrites(raw)).toEqual([]);
    expect(whoWrites(/\bDatePicker\b/, (name) => name === 'ui/DayField/Calendar.tsx')).toEqual([]);
  });
  it('a day never becomes a Date outside src/days', () => {
    expect(whoWrites(/new Date\(|Date\.parse/, (name) => name.startsWith('days/'))).toEqual([]);
  });
  it('nothing writes HTML or scripts as text', () => {
    expect(whoWrites(/dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/)).toEqual([]);
  });
  it('nothing comes from another origin', () => {
    const elsewhere = files.filter(({ text }) => /(https?:)?\/\/[a-z0-9-]+\.[a-z]/.test(text.replace(/^\s*(\/\/|\*).*$/gm, '')));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });
  it('the server is reached through src/api only', () => {
    expect(whoWrites(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket/, (name) => name.startsWith('api/'))).toEqual([]);
  });
  it('a room knows nothing of the app around it', () => {
    const rooms = code.filter(({ name }) => /^(check|ui|api|texts|days|accounts|log|keeping|destruction)\//.test(name));
    expect(rooms.filter(({ text }) => /from '(\.\.\/)+app\//.test(text)).map(({ name }) => name)).toEqual([]);
  });
  it('every import of a file names a file', () => {
    for (const { name, text } of code)
      for (const [, path] of text.matchAll(/from '(\.[^']+)'/g))
        expect(existsSync(join(src, name, '..', path!)), `${name} imports ${path}`).toBe(true);
  });
  it('no file is longer than 400 lines', () => {
    const long = code.filter(({ name, text }) => !name.startsWith('texts/') && text.split('\n').length > 400);
    expect(long.map(({ name }) => relative('', name))).toEqual([]);
  });
});

describe('the texts', () => {
  const keys = (of: object, at = ''): string[] =>
    Object.entries(of).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? keys(value as object, `${at}${key}.`) : [`${at}${key}`],
    );
  const sentences = (of: object): string[] =>
    Object.values(of).flatMap((value) =>
      typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? sentences(value as object) : [],
    );
  it('say the same things in both languages', () => expect(keys(en)).toEqual(keys(nl)));
  it('are all filled', () => {
    for (const text of [...sentences(nl), ...sentences(en)]) expect(text.trim()).not.toBe('');
  });
  it('do not shout', () => {
    for (const text of [...sentences(nl), ...sentences(en)]) expect(text).not.toContain('!');
  });
  it('never speak of a score', () => {
    for (const text of [...sentences(nl), ...sentences(en)]) expect(text).not.toMatch(/score|procent|percent|rapportcijfer|grade/i);
  });
  it('are all used', () => {
    const all = code.filter(({ name }) => !name.startsWith('texts/')).map(({ text }) => text).join('\n');
    // A group is picked from by state, field or code: t.state[look].
    const groups = [...all.matchAll(/\bt\.(\w+(?:\.\w+)?)[[(,)]/g)].map((match) => match[1]!);
    const handed = [...all.matchAll(/\bt\.check\.(summary)\b/g)].map(() => 'check.summary');
    const unused = keys(nl).filter((key) => {
      const parent = key.slice(0, key.lastIndexOf('.')).replace(/^empty\.steps$/, 'steps');
      return !new RegExp(`\\bt\\.${key.replaceAll('.', '\\.')}\\b`).test(all) && ![...groups, ...handed, 'steps'].includes(parent);
    });
    expect(unused).toEqual([]);
  });
});
