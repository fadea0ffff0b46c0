export { fold, joined, meaningfulWords, singular } from './domain/folding.ts';
