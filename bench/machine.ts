import os from 'node:os';

/** What the figures were measured on; nothing that names the machine or its owner. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** How many programs wanted a processor in the minute before: what else ran makes every figure worse than it is. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const processors = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
    system: `${os.type()} ${os.arch()}`,
    node: process.version.slice(1),
    load: os.loadavg()[0] ?? 0,
  };
}
