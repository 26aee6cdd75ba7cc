const wordsMax = 12;
const wordMax = 40;

/**
 * The words by which a name is found, each once: small letters of any alphabet, ё as е, without
 * quotation marks and signs. `ООО «Монолит-Юг»` → `ооо`, `монолит`, `юг`.
 */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  const words = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, wordMax));
  return [...new Set(words)].slice(0, wordsMax);
}
