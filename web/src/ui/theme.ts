import { createTheme } from '@mantine/core';

// Only what the controls must know; the look itself is in tokens.css.
export const theme = createTheme({
  fontFamily: "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif",
  primaryColor: 'petrol',
  primaryShade: 7,
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    petrol: ['#eff7f6', '#dcefec', '#bfe0db', '#93c7c1', '#62aaa4', '#3b8d89', '#1f7472', '#0f5d5c', '#0a4746', '#073433'],
  },
});
