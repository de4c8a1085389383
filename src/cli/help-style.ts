import type { Command, Help } from 'commander';
import type { CommandLineKey, CommandLineWording } from '../wording/command-line/command-line-wording';
import { displayWidth, wrap } from './display-width';

const TITLES: ReadonlyMap<string, CommandLineKey> = new Map([
  ['Usage:', 'help-usage'],
  ['Arguments:', 'help-arguments'],
  ['Options:', 'help-options'],
  ['Commands:', 'help-commands'],
]);

/** Commander's help in the reader's language, wrapped at Chinese characters as well as at spaces. */
export function helpStyle(wording: CommandLineWording): Partial<Help> {
  return {
    styleTitle: (title: string) => {
      const key = TITLES.get(title);
      return key === undefined ? title : wording.line(key);
    },
    displayWidth,
    boxWrap: (text: string, width: number) => wrap(text, width).join('\n'),
    subcommandTerm: (command: Command) => command.name(),
    // In the list of commands the first sentence says enough.
    subcommandDescription: (command: Command) => command.description().split('\n')[0] ?? '',
  };
}
