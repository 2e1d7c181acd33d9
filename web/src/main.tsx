import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './ui/base.css';
import './ui/tokens.css';

import { createRoot } from 'react-dom/client';

import { App } from './app/App.tsx';
import { startLanguage } from './texts/texts.tsx';

const start = await startLanguage();
createRoot(document.getElementById('root')!).render(<App start={start} />);
