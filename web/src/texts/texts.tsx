import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

import { nl, type Texts } from './nl.ts';

export type Language = 'nl' | 'en';
export interface BothLanguages {
  nl: string;
  en: string;
}

interface Speaking {
  language: Language;
  t: Texts;
  // What the server says in both languages, in the one of the screen.
  both: (text: BothLanguages) => string;
  speak: (language: Language) => void;
}

const remembered = 'kader.language';
const Speech = createContext<Speaking | undefined>(undefined);

let spoken: Language = 'nl';
export function spokenLanguage(): Language {
  return spoken;
}

async function textsOf(language: Language): Promise<Texts> {
  return language === 'nl' ? nl : (await import('./en.ts')).en;
}

function become(language: Language): void {
  spoken = language;
  document.documentElement.lang = language;
}

// Before the first screen: the language of last time, with its texts.
export async function startLanguage(): Promise<{ language: Language; texts: Texts }> {
  let language: Language = 'nl';
  try {
    if (localStorage.getItem(remembered) === 'en') language = 'en';
  } catch {
    // A browser that keeps nothing speaks Dutch.
  }
  become(language);
  return { language, texts: await textsOf(language) };
}

interface Props {
  start: { language: Language; texts: Texts };
  children: ReactNode;
}

export function SpeechProvider({ start, children }: Props) {
  const [{ language, texts: t }, setNow] = useState(start);
  const speak = useCallback((next: Language) => {
    void textsOf(next).then((texts) => {
      become(next);
      try {
        localStorage.setItem(remembered, next);
      } catch {
        // Then it is forgotten at the next visit.
      }
      setNow({ language: next, texts });
    });
  }, []);
  const speaking = useMemo(
    () => ({ language, t, both: (text: BothLanguages) => text[language], speak }),
    [language, t, speak],
  );
  return <Speech.Provider value={speaking}>{children}</Speech.Provider>;
}

export function useSpeech(): Speaking {
  const speaking = useContext(Speech);
  if (!speaking) throw new Error('useSpeech outside a SpeechProvider');
  return speaking;
}
