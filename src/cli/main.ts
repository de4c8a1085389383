import { performance } from 'node:perf_hooks';
import { StreamOutput } from './output';
import { run } from './run';

// The exit code is set and the process left to end by itself: whatever is still on its way to a slow reader arrives.
void run(process.argv.slice(2), {
  stdout: new StreamOutput(process.stdout),
  stderr: new StreamOutput(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: () => performance.now(),
}).then((code) => {
  process.exitCode = code;
});
