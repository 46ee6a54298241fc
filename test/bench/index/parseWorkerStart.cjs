// A `.ts` file cannot be a thread's script: this one loads it.
require('tsx/cjs');
require('./parseWorker.ts');
