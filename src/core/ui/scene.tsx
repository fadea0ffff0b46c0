import { drawn } from './landscape.tsx';

interface PineProps {
  x: number;
  ground: number;
  size: number;
  /** How far the crown leans from the foot, in the units of the pine. */
  lean: number;
  leaf: 'f-t' | 'f-b';
}

/** An umbrella-headed pine: the crown follows the top of its trunk. */
function Pine({ x, ground, size, lean, leaf }: PineProps) {
  return (
    <g transform={`translate(${x} ${ground})scale(${size})`}>
      <path class="f-w" d={`M-3 0C-2-40 ${lean}-90 ${lean}-150h4C${lean + 4}-90 4-40 5 0z`} />
      <path
        class={leaf}
        d={`M${lean - 44}-138c-14-13-1-31 15-27 2-20 27-25 38-12 14-8 31 3 27 18 17 0 21 19 8 26-16 9-72 9-88-5z`}
      />
    </g>
  );
}

const clearing = drawn(
  <>
    <circle class="f-s" cx="292" cy="172" r="140" />
    <rect class="f-o" x="24" y="226" width="488" height="34" rx="17" />
    <rect class="f-d" x="4" y="250" width="508" height="34" rx="17" />
    <Pine x={432} ground={286} size={1.15} lean={4} leaf="f-t" />
    <Pine x={112} ground={286} size={1.05} lean={-7} leaf="f-t" />
    <Pine x={470} ground={296} size={0.92} lean={-5} leaf="f-b" />
    <path class="f-g" d="M0 316c0-22 18-40 40-40h440c22 0 40 18 40 40s-18 40-40 40H40c-22 0-40-18-40-40z" />
    <path class="f-p" d="M246 316v-58l62-46 92 46v58z" />
    <path
      class="s-w"
      stroke-width="5"
      d="M248 262h150M280 238v78M308 214v46M348 236v80M376 250v66M310 236h36"
    />
    <path class="f-r" d="M226 268l-6-8 88-66 114 58-5 10-108-50z" />
    <path class="f-w" d="M292 272h28v44h-28z" />
    <path class="f-i" d="M256 276h16v18h-16zM356 276h14v18h-14z" />
    <Pine x={70} ground={306} size={1.36} lean={5} leaf="f-b" />
    <path class="f-w" d="M116 314h124v8H116zM124 322h7v20h-7zM226 322h7v20h-7z" />
    <path class="f-l" d="M136 322v-30c0-14 8-21 19-21s19 7 19 21v30zM139 318h11v28h-11zM159 318h11v28h-11z" />
    <path class="f-a" d="M184 322v-30c0-14 8-21 19-21s19 7 19 21v30zM187 318h11v28h-11zM207 318h11v28h-11z" />
    <circle class="f-k" cx="156" cy="256" r="13" />
    <circle class="f-k" cx="202" cy="256" r="13" />
    <path class="f-n" d="M142 257c-3-22 30-24 28-2-5-6-9-8-14-8-8 0-11 4-14 10z" />
    <path class="f-p" d="M188 260c-6-26 35-26 28 0-1-8-5-12-9-13-7 4-13 3-16 4z" />
    <path class="f-n" d="M165 292l30-4 3 21-30 4z" />
    <path class="f-s" d="M168 294.5l25-3.3 2.3 16-25 3.3z" />
    <path class="f-k" d="M160 304a5 5 0 1 0 10 1zM194 303a5 5 0 1 0 10-2z" />
    <path
      class="f-b"
      d="M268 346c2-12 0-18-6-24 8 3 11 8 11 14 2-8 6-12 13-14-8 7-10 13-10 24zM424 344c1-9-1-14-6-18 7 2 10 6 10 10 1-6 5-9 10-10-6 5-8 10-8 18z"
    />
  </>,
);

/** The airial: a house under the pines, two persons side by side. Another territory replaces this drawing. */
export function Scene({ label }: { label: string }) {
  return (
    <svg class="scene" viewBox="0 0 520 356" role="img" aria-label={label}>
      {clearing}
    </svg>
  );
}
