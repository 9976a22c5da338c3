// A real Chromium on the pages of a running service. LEDGER_ADDRESS is the service, LEDGER_PACKAGES the folder with the
// packages of package.json, LEDGER_SCREENSHOTS where pictures go.
import {createRequire} from 'node:module';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

export const address = process.env.LEDGER_ADDRESS;
export const screenshots = process.env.LEDGER_SCREENSHOTS;
export const packages = createRequire(join(process.env.LEDGER_PACKAGES, 'package.json'));
export const load = name => import(pathToFileURL(packages.resolve(name)));

export const program = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome']
  .find(existsSync);

export const options = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const {chromium} = packages('playwright-core');

export const launch = () => chromium.launch({executablePath: program, args: options});

/** One page of each kind, by the name that its picture gets. */
export const PAGES = {
  front: '/',
  crossings: '/explore/crossings',
  bars: '/explore/crossings?chart=bars',
  calendar: '/explore/crossings?chart=calendar',
  comparison: '/explore/crossings?chart=comparison',
  weekly: '/explore/crossings?series=uk-small-boats-weekly&from=2025-01-01',
  enforcement: '/explore/enforcement-actions',
  prevented: '/explore/enforcement-actions?series=uk-small-boats-prevented-weekly',
  spending: '/explore/spending-lines',
  figure: '/explore/crossings/uk-small-boats-daily:2025-06-20',
  revised: '/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W07',
  releases: '/explore/releases',
  release: '/explore/releases/home-office-small-boats-time-series-2026-06-05-ceda5ce2',
  article: '/explore/releases/lbc-2025-06-26',
  claims: '/explore/claims',
  claim: '/explore/claims/lbc-03',
  changes: '/explore/changes',
  revision: '/explore/changes/39',
  about: '/explore/about',
  problem: '/explore/crossings?route=nowhere',
  nothing: '/explore/nowhere',
  embed: '/explore/crossings/embed?chart=cumulative',
};

/** Waits until all charts of a page are drawn, and holds that none of them failed. */
export async function drawn(page) {
  await page.waitForFunction(() => [...document.querySelectorAll('figure.chart')].every(each => each.dataset.drawn));
  const failed = await page.locator('figure.chart [role=status]').allTextContents();
  if (failed.length) throw new Error(page.url() + ': ' + failed.join(' '));
}

/** Opens a page and holds that the browser complains of nothing and asks nobody else. */
export async function open(context, path) {
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) complaints.push('asks ' + request.url());
  });
  await page.goto(address + path);
  await drawn(page);
  if (complaints.length) throw new Error(path + ': ' + complaints.join('; '));
  return page;
}
