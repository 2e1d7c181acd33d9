declare module 'virtual:controls.css';
