import { languageOf } from '../../src/cli/command-language';
import { ONE_LINE, payclause } from './command-line';

describe('the language', () => {
  it.each([
    [[], {}, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8' }, 'en-US'],
    [[], { LANG: 'en_GB.UTF-8' }, 'en-US'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'C.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'de_DE.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LC_ALL: '' }, 'en-US'],
    [[], { LC_ALL: 'en_US', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en-US'],
    [[], { PAYCLAUSE_LANG: 'en-US', LANG: 'zh_CN.UTF-8' }, 'en-US'],
    [[], { PAYCLAUSE_LANG: 'en', LANG: 'zh_CN.UTF-8' }, 'en-US'],
    [[], { PAYCLAUSE_LANG: 'zh-CN', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [[], { PAYCLAUSE_LANG: 'tlh', LANG: 'en_US.UTF-8' }, 'en-US'],
    [['settle', 'a.xlsx', '--lang', 'en-US'], { PAYCLAUSE_LANG: 'zh-CN' }, 'en-US'],
    [['--lang', 'en-US', 'settle', 'a.xlsx'], {}, 'en-US'],
    [['--lang=en-US'], {}, 'en-US'],
    [['--lang', 'EN-us'], {}, 'en-US'],
    [['--lang', 'en-US', '--lang', 'zh-CN'], {}, 'zh-CN'],
    [['settle', '--', '--lang', 'en-US'], {}, 'zh-CN'],
    [['settle', '--lang'], { LANG: 'en_US' }, 'en-US'],
  ])('%j %j: %s', (argv, env, language) => {
    expect(languageOf(argv, env)).toEqual({ ok: true, value: language });
  });

  it.each(['fr', '', 'english', 'zh-TW'])('refuses --lang %j', async (value) => {
    const { code, stderr } = await payclause(['settle', 'a.xlsx', '--lang', value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain(`没有语言「${value}」`);
  });

  it('is taken before and behind the command', async () => {
    for (const argv of [
      ['--lang', 'en-US', 'policy', 'show'],
      ['policy', '--lang', 'en-US', 'show'],
      ['policy', 'show', '--lang', 'en-US'],
    ]) {
      expect((await payclause(argv)).stdout).toContain('In force from');
    }
  });
});
