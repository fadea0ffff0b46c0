/** Drawings on a 24 px grid, 2 px line, round ends; always beside a word, never alone. */
const drawings = {
  doc: 'M6 3h8l5 5v13H6zM14 3v5h5M9 14l2.3 2.3L16 12',
  pin: 'M12 21.5s7-6.6 7-12A7 7 0 0 0 5 9.5c0 5.4 7 12 7 12zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  learn: 'M5 5h14v10H5zM2 19h20M12 12.5v-5M9.5 10 12 7.5l2.5 2.5',
  pc: 'M4 4h16v11H4zM12 15v5M8 20h8',
  home: 'M3 11.5 12 4l9 7.5M5.5 10v10h13V10M9 14.5a4.3 4.3 0 0 1 6 0M12 17.4v.1',
  mail: 'M3 5.5h18v13H3zM3 7.5l9 6.5 9-6.5',
  safe: 'M5 11h14v9.5H5zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2.5',
  cal: 'M4 5.5h16v15H4zM4 10h16M8 3v5M16 3v5',
  phone:
    'M6.5 3h3l2 5-2.5 2c1 2.5 2.8 4.2 5 5l2-2.5 5 2v3c0 2-1.5 3.5-3.5 3.5C10 21 3 14 3 6.5 3 4.5 4.5 3 6.5 3z',
  plus: 'M12 4v16M4 12h16',
  photo: 'M3 7h5l2-3h4l2 3h5v13H3zM12 17a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6z',
  print: 'M7 8V3h10v5M4 8h16v9h-3v4H7v-4H4zM7 14h10',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4',
  card: 'M3 5h18v14H3zM7 10h4M7 14h3M15 10.5a2 2 0 1 0 0-.1M12.5 16c.6-2 4.4-2 5 0',
  bill: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  health: 'M12 20S4 15 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5C20 15 12 20 12 20z',
} as const;

export type IconName = keyof typeof drawings;

export const iconNames = Object.keys(drawings) as IconName[];

/** One of the sixteen drawings; hidden from screen readers since a word stands beside it. */
export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
