/** A place on the map: its number or its sign in a circle. `gone` and `came` in a plan that is tried or compared. */
export function Spot({
  x,
  y,
  sign,
  kind,
}: {
  x: number;
  y: number;
  sign: string;
  kind?: 'came' | 'gone' | 'stays';
}) {
  return (
    <g class={kind ? `spot ${kind}` : 'spot'}>
      <circle class="site" cx={x} cy={y} r={kind === 'stays' ? 6 : 12} />
      {sign === '' ? null : (
        <text class="in wh" x={x} y={y + 4.5}>
          {sign}
        </text>
      )}
    </g>
  );
}
