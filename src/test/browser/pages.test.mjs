// Every page as people get it: in light and dark, on a desk and on a phone, by keyboard, by a screen reader, by eye.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {PAGES, drawn, launch, open, packages, screenshots} from './browser.mjs';

const {AxeBuilder} = packages('@axe-core/playwright');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = {desktop: {width: 1280, height: 900}, phone: {width: 375, height: 812}};
/** What a page and all that it needs at first may weigh, packed. */
const FIRST_VIEW = 150 * 1024;

let browser;
before(async () => {
  browser = await launch();
  mkdirSync(screenshots, {recursive: true});
});
after(() => browser.close());

// Each page is seen in all four ways; axe looks at both colours and both sizes, in two of them.
for (const [size, viewport] of Object.entries(SIZES)) {
  describe(size, () => {
    let context;
    before(async () => context = await browser.newContext({viewport, colorScheme: 'light'}));
    after(() => context.close());
    for (const [name, path] of Object.entries(PAGES)) {
      test(name, async () => {
        const page = await open(context, path);
        for (const colorScheme of size === 'phone' ? ['light', 'dark'] : ['dark', 'light']) {
          await page.emulateMedia({colorScheme});
          await page.evaluate(() => new Promise(requestAnimationFrame));
          await drawn(page);
          await page.screenshot({path: join(screenshots, `${name}-${colorScheme}-${size}.png`), fullPage: true});
        }
        // what is drawn within a picture is no content of its own: the picture has a text
        const found = await new AxeBuilder({page}).withTags(RULES).exclude('.canvas svg > *').analyze();
        assert.deepEqual(found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | ')}`), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing stands out at the side');
        await page.close();
      });
    }
  });
}

test('at 200 % nothing is cut off', async () => {
  const context = await browser.newContext({viewport: {width: 640, height: 450}, deviceScaleFactor: 2});
  for (const path of Object.values(PAGES)) {
    const page = await open(context, path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    await page.close();
  }
  await context.close();
});

test('the first view is small and nothing in it moves', async () => {
  for (const path of [PAGES.front, PAGES.crossings, PAGES.figure, PAGES.article]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    // an answer is packed once somebody has asked for it packed
    await page.goto(process.env.LEDGER_ADDRESS + path, {waitUntil: 'networkidle'});
    await page.close();
    const fresh = await browser.newContext();
    const again = await fresh.newPage();
    let bytes = 0;
    const session = await fresh.newCDPSession(again);
    await session.send('Network.enable');
    session.on('Network.loadingFinished', each => bytes += each.encodedDataLength);
    await again.goto(process.env.LEDGER_ADDRESS + path, {waitUntil: 'networkidle'});
    const moved = await again.evaluate(() => new Promise(tell => {
      let sum = 0;
      new PerformanceObserver(list => list.getEntries().forEach(each => sum += each.value)).observe({type: 'layout-shift', buffered: true});
      setTimeout(() => tell(sum), 300);
    }));
    console.log(`${path}: ${(bytes / 1024).toFixed(1)} KiB, moved ${moved.toFixed(4)}`);
    assert.ok(bytes <= FIRST_VIEW, `${path}: ${bytes}`);
    assert.ok(moved < 0.01, `${path}: ${moved}`);
    await context.close();
    await fresh.close();
  }
});

test('print is dark on light, whatever the screen is', async () => {
  const context = await browser.newContext({colorScheme: 'dark'});
  const page = await open(context, PAGES.crossings);
  const ink = () => page.evaluate(() => [document.body, document.querySelector('.canvas svg')].map(each => getComputedStyle(each)[each.localName === 'svg' ? 'fill' : 'color']));
  assert.deepEqual(await ink(), ['rgb(236, 235, 230)', 'rgb(236, 235, 230)']);
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  assert.deepEqual(await ink(), ['rgb(27, 29, 34)', 'rgb(27, 29, 34)']);
  assert.equal(await page.locator('form.filters').isVisible(), false);
  await context.close();
});

test('the keyboard reaches everything, beginning with the way past the navigation', async () => {
  const context = await browser.newContext();
  const page = await open(context, PAGES.crossings);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  const seen = new Set();
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim()));
  }
  for (const name of ['series', 'from', 'to', 'Show', 'Calendar', 'Download SVG', 'Download PNG']) assert.ok(seen.has(name), name + ' among ' + [...seen]);
  await context.close();
});
