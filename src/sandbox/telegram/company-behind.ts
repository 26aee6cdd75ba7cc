/** What the page may know of the company whose bot this is, where somebody tells: the demo does. */
export interface CompanyBehind {
  /** How much of its moving in is done, 0 to 1; null once it is there. */
  movingIn(): number | null;
}
