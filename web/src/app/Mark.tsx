// A frame (kader) with a tick.
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#dcefec" />
      <path
        d="M9 16.5l5 5 9-11"
        fill="none"
        stroke="#0f5d5c"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
