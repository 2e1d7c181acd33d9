import qrcode from 'qrcode-generator';

import styles from './QrCode.module.css';

// Drawn as one path: nothing is loaded, and the secret in it goes nowhere.
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; ++row)
    for (let column = 0; column < count; ++column) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return (
    <svg className={styles.qr} viewBox={`0 0 ${count} ${count}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
