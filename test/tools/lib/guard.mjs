// @ts-check
// Runs a program for as long as its own starter lives: guard.mjs PROGRAM ARGUMENT …
// The starter holds the other end of stdin. When it is gone, even by SIGKILL, the whole process group is ended.
import { spawn } from 'node:child_process';

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', error => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', code => process.exit(code ?? 1));
process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
