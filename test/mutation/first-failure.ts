import fc from 'fast-check';

// That a property fails is all that a mutant needs: the smallest example is not looked for, and most fail soon.
fc.configureGlobal({ endOnFailure: true, numRuns: 40 });
