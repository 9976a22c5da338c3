// What a journalist does, until the right numbers are on the screen. They are those of the starter data.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {address, drawn, launch, open} from './browser.mjs';

let browser, context;

before(async () => {
  browser = await launch();
  context = await browser.newContext({acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write']});
});
after(() => browser.close());

const text = (page, selector) => page.locator(selector).innerText();

test('finds 20 June 2025, its source and how to cite it', async () => {
  const page = await open(context, '/');
  await page.fill('#day', '2025-06-20');
  await page.click('form.find button');
  await page.waitForURL('**/explore/crossings/uk-small-boats-daily:2025-06-20');
  assert.equal(await text(page, '#people'), '437');
  assert.equal(await text(page, '#boats'), '7');
  assert.equal(await text(page, '#yearToDate'), '17,817');
  assert.match(await text(page, 'dl.facts'), /Home Office, 14 November 2025[^]*SB_01!A2729[^]*provisional/);
  assert.match(await text(page, '#citation'), /^437 people, 7 boats, .*20 June 2025.*revision=\d+$/);
  await page.click('button[data-copies=citation]');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#citation').textContent());
  await page.close();
});

test('finds what was known of the day before the article, and the link to quote, within three clicks', async () => {
  const page = await open(context, '/');
  await page.click('text=the day before, the year until then');
  await page.waitForURL('**/explore/releases/lbc-2025-06-26');
  assert.equal(await text(page, '#eve-people'), '118');
  assert.equal(await text(page, '#eve-year'), '18,518');
  assert.match(await text(page, '#eve-citation'), /^18,518 people.*1 January 2025 to 25 June 2025.*https?:\/\/\S+revision=\d+\S*$/);
  await page.click('#eve-people');
  await page.waitForURL('**/explore/crossings/uk-small-boats-daily:2025-06-25');
  assert.equal(await text(page, '#people'), '118');
  assert.equal(await text(page, '#yearToDate'), '18,518');
  assert.match(await text(page, '#citation'), /^118 people/);
  await page.close();
});

test('opens the article and sees its thirteen claims, each beside the record', async () => {
  const page = await open(context, '/explore/releases/lbc-2025-06-26');
  assert.equal(await page.locator('.claim').count(), 13);
  assert.equal(await page.locator('.claim.agrees').count(), 8);
  assert.match(await text(page, '.claim >> nth=6'), /some 600 engines were seized[^]*differs/);
  await page.click('text=lbc-03 beside the record');
  await page.waitForURL('**/explore/claims/lbc-03');
  assert.match(await text(page, '.against'), /17 817[^]*agrees[^]*17,817 people[^]*1 January 2025 to 20 June 2025/);
  await page.close();
});

test('compares years to the same day', async () => {
  const page = await open(context, '/explore/crossings');
  await page.click('.tabs >> text=To the same day');
  await page.waitForURL('**chart=comparison');
  await drawn(page);
  const labels = await page.locator('.canvas text').allTextContents();
  for (const [year, sum] of [['2026', '15,897'], ['2025', '27,997'], ['2024', '19,294'], ['2018', '19']]) {
    assert.equal(labels[labels.indexOf(year) + 1], sum, year);
  }
  await page.close();
});

test('sees what 5 June 2026 revised', async () => {
  const page = await open(context, '/explore/changes');
  await page.click('a:text-is("5 June 2026")');
  await page.waitForURL('**/explore/changes/39');
  const revised = page.locator('section[aria-labelledby=revised] tbody tr');
  const weeks = new Set(await revised.locator('th').allInnerTexts());
  assert.equal(weeks.size, 10);
  const week = revised.filter({hasText: '2 February 2026'}).filter({hasText: 'Events'});
  assert.deepEqual((await week.locator('td').allInnerTexts()).slice(1), ['Events', '4', '5', '+1']);
  await page.close();
});

test('filters by days, and the address says it', async () => {
  const page = await open(context, '/explore/crossings?chart=bars');
  await page.fill('#from', '2025-06-20');
  await page.fill('#to', '');
  await page.fill('#to', '2025-06-20');
  await page.click('form.filters button');
  await page.waitForURL(/from=2025-06-20&to=2025-06-20&chart=bars/);
  await drawn(page);
  assert.equal(await page.locator('#table ~ .scroll tbody tr').count(), 1);
  assert.match(await text(page, '#table ~ .scroll tbody'), /20 June 2025\s+437\s+7\s+0/);
  assert.equal(await page.locator('.canvas rect').count(), 1);
  await page.fill('#to', '');
  await page.click('form.filters button');
  await page.waitForURL(url => !url.search.includes('to='));
  await page.close();
});

test('downloads the picture with its citation, and the rows', async () => {
  const page = await open(context, '/explore/crossings?chart=cumulative');
  const [svg] = await Promise.all([page.waitForEvent('download'), page.click('text=Download SVG')]);
  const picture = readFileSync(await svg.path(), 'utf8');
  assert.match(svg.suggestedFilename(), /^cumulative-revision-\d+\.svg$/);
  const words = [...picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(each => each[1]).join(' ');
  assert.match(words, /Home Office: Small boat arrivals across the English Channel.*Border Ledger revision \d+.*Open Government Licence/);
  assert.match(words, /running total of each year/);
  assert.doesNotMatch(picture, /var\(/, 'the colours are in the picture');
  const [png] = await Promise.all([page.waitForEvent('download'), page.click('text=Download PNG')]);
  const bytes = readFileSync(await png.path());
  assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.equal(bytes.readUInt32BE(16), 1600);
  const [csv] = await Promise.all([page.waitForEvent('download'), page.click('.downloads >> text=CSV')]);
  const lines = readFileSync(await csv.path(), 'utf8').split('\n');
  assert.match(lines[0], /^key,series,periodStart,periodEnd/);
  assert.equal(lines.filter(Boolean).length, 3155);
  await page.close();
});

test('embeds the chart in a page of its own, sandboxed and small', async () => {
  const page = await open(context, '/explore/crossings?chart=cumulative');
  const snippet = await page.locator('#snippet').inputValue();
  assert.match(snippet, /sandbox="allow-scripts allow-popups"/);
  await page.close();
  const site = createServer((request, answer) => answer.setHeader('Content-Type', 'text/html').end('<!doctype html><title>News</title>' + snippet));
  await new Promise(ready => site.listen(0, '127.0.0.1', ready));
  const other = await context.newPage();
  let bytes = 0;
  const session = await context.newCDPSession(other);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', each => bytes += each.encodedDataLength);
  await other.goto(`http://127.0.0.1:${site.address().port}/`);
  const frame = other.frameLocator('iframe');
  await frame.locator('svg[role=img]').waitFor();
  assert.ok((await frame.locator('svg text').allTextContents()).includes('2026'));
  assert.match(await frame.locator('.drawn').innerText(), /Home Office.*Border Ledger revision \d+.*drawn/);
  assert.match(await frame.locator('main > .source').innerText(), /Border Ledger/);
  assert.ok(bytes < 150 * 1024, `${bytes} bytes`);
  site.close();
  await other.close();
});

test('without JavaScript all numbers and tables are there', async () => {
  const plain = await browser.newContext({javaScriptEnabled: false});
  const page = await plain.newPage();
  await page.goto(address + '/');
  assert.match(await text(page, '.cards'), /15,897[^]*27,997 to the same day in 2025 \(−43\.22 %\)/);
  assert.match(await text(page, 'table'), /2026 against it[^]*2024\s+19,294\s+−17\.61 %/);
  await page.goto(address + '/explore/crossings?chart=bars&from=2025-06-20&to=2025-06-20');
  assert.match(await text(page, '#table ~ .scroll'), /20 June 2025\s+437\s+7\s+0\s+provisional\s+14 November 2025/);
  await page.goto(address + '/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W07');
  assert.equal(await page.locator('section[aria-labelledby=history] tbody tr').count(), 2);
  await plain.close();
});

test('a wrong question is told what would have worked', async () => {
  const page = await context.newPage();
  const answer = await page.goto(address + '/explore/crossings?route=nowhere');
  assert.equal(answer.status(), 400);
  assert.match(await text(page, 'main'), /route[^]*channel/);
  await page.close();
});
