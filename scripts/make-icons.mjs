/**
 * `npm run icons`: draws the PNG icons of assets/icons from their SVG sources, one for each size that Office asks for. Every
 * size is a whole multiple of the 16 × 16 grid the sources are drawn on, so that edges stay sharp.
 */
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureInstalled, main, root } from './lib/setup.mjs';

const folder = path.join(root, 'assets', 'icons');

/** 16, 32, 80: the ribbon; 64: the add-in's high-resolution icon; 128: lists of add-ins. */
const SIZES = [16, 32, 64, 80, 128];

await main(async () => {
  await ensureInstalled();
  await ensureBrowser();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.svg'))) {
      const svg = fs.readFileSync(path.join(folder, name), 'utf8');
      for (const size of SIZES) {
        await page.setViewportSize({ width: size, height: size });
        const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
        await page.setContent(
          `<style>html,body{margin:0;background:transparent}img{display:block}</style><img width=${size} height=${size} src="${source}">`,
        );
        await page.locator('img').evaluate((image) => image.decode());
        const png = path.join(folder, `${path.basename(name, '.svg')}-${size}.png`);
        await page.screenshot({ path: png, omitBackground: true });
        process.stdout.write(`${path.relative(root, png)}\n`);
      }
    }
  } finally {
    await browser.close();
  }
});
