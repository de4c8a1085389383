import { performance } from 'node:perf_hooks';
import { StreamOutput, type CliIo } from './output';
import { reportStray, run } from './run';

const argv = process.argv.slice(2);
const io: CliIo = {
  stdout: new StreamOutput(process.stdout),
  stderr: new StreamOutput(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: () => performance.now(),
};

// The exit code is set and the process left to end by itself: whatever is still on its way to a slow reader arrives.
const endWith = (code: number): void => {
  process.exitCode = code;
};
process.on('uncaughtException', (error) => void reportStray(error, argv, io).then(endWith));
void run(argv, io).then(endWith);
