/** Communes of the Landes without their index, which most trials do not read: sooner made. */
export { seedAreas } from '../src/modules/territory/seed.ts';
