import { expect, it } from 'vitest';

import { instantText, timeText } from './instant.ts';

it('a moment is told on the Dutch clock, in winter and in summer', () => {
  expect(timeText('nl', '2026-11-22T14:05:00Z')).toBe('15:05');
  expect(timeText('nl', '2026-07-22T14:05:00.123456Z')).toBe('16:05');
});
it('a moment just before midnight in Greenwich is the next day here', () => {
  expect(instantText('en', '2026-06-30T23:30:00Z')).toContain('1 Jul');
});
it('what is no moment is shown as it came', () => expect(instantText('nl', 'nooit')).toBe('nooit'));
