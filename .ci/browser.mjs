// Drives the served pages; see .ci/browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const folder = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const plain = "http://127.0.0.1:18061/";
const behind = [18063, 18064, 18065, 18066].map((port) => `http://127.0.0.1:${port}/leaderboard/`);
const hostile = [18064, 18066].map((port) => `http://127.0.0.1:${port}/hostile/`);
const sites = ["http://127.0.0.1:18067/project/", `file://${folder}/host/project/index.html`];

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--force-color-profile=srgb"],
});

// Each page in a context of its own: what one remembers (a theme) must not reach the next.
const open = async (url, { width = 1280, height = 900, dark = false, script = true, mobile = false } = {}) => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height, isMobile: mobile, hasTouch: mobile, deviceScaleFactor: mobile ? 2 : 1 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  // The policy is in force: what it stops is told on the console.
  page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && problems.push(message.text()));
  page.on("response", (answer) => answer.status() >= 400 && problems.push(`${answer.status()}: ${answer.url()}`));
  page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
  page.problems = problems;
  await page.goto(url, { waitUntil: "networkidle0" });
  return page;
};
const models = (page) => page.$$eval("#board tbody .model", (cells) => cells.map((cell) => cell.textContent));
// Follows a link; with the script the page changes in place, without it a new one is loaded.
const follow = async (page, selector) => {
  const before = await page.evaluate(() => document.querySelector("main").textContent);
  await page.click(selector);
  for (let wait = 0; wait < 200; wait++) {
    const now = await page.evaluate(() => document.querySelector("main")?.textContent).catch(() => before);
    if (now && now !== before) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  assert.fail(`${selector} changed nothing`);
};
const chip = (text) => `.filters a.chip[href*="${text}"]`;

const walk = async (url, script) => {
  const page = await open(url, { script });
  assert.equal((await models(page)).length, 10);
  await follow(page, chip("groups=top"));
  assert.ok(page.url().includes("groups=top"), page.url());
  assert.equal((await models(page)).length, 5);
  await follow(page, chip("levels=Easy"));
  assert.ok(page.url().includes("groups=top") && page.url().includes("levels=Easy"), page.url());
  assert.equal(await page.$$eval("#board tbody tr", (rows) => rows.length), 5);
  await page.goto(url);
  await follow(page, 'nav a[href*="page=2"], .steps a[href*="page=2"]');
  assert.ok((await models(page)).join().includes("Fjord 7B"));
  await page.goto(url);
  await follow(page, '#board thead a[href*="sort=model"]');
  const names = await page.$$eval("#board tbody .model a", (links) => links.map((link) => link.textContent.toLowerCase()));
  assert.deepEqual(names, [...names].sort());
  await page.goto(url);
  await page.type("#q", "cirrus 8");
  if (script) await page.waitForFunction(() => document.querySelectorAll("#board tbody .model").length === 1);
  else await Promise.all([page.waitForNavigation(), page.click('.search button[type="submit"]')]);
  assert.ok((await models(page)).join().includes("Cirrus 8B"));
  await Promise.all([page.waitForNavigation(), page.click("#board tbody .model a")]);
  assert.ok((await page.$eval("h1", (h1) => h1.textContent)).includes("Cirrus 8B"));
  await page.goBack();
  assert.ok(await page.$("#board"));
  assert.deepEqual(page.problems, []);
  await page.browserContext().close();
};

// A site of files: each choice is a page of its own, and the list of models is where one searches.
const walkSite = async (url, script) => {
  const page = await open(url, { script });
  const styled = () => page.$eval("#board td.m", (cell) => getComputedStyle(cell).isolation);
  assert.equal((await models(page)).length, 10);
  await follow(page, chip("group-top"));
  assert.ok(page.url().endsWith("/group-top.html"), page.url());
  assert.equal((await models(page)).length, 5);
  await follow(page, chip("level-easy"));
  assert.equal(await page.$$eval("#board tbody tr", (rows) => rows.length), 10);
  await page.goto(url);
  await follow(page, '.steps a[href*="index-2"]');
  assert.ok((await models(page)).join().includes("Fjord 7B"));
  assert.equal(await styled(), "isolate");
  await follow(page, '#board tbody a[href*="fjord-7b"]');
  assert.ok((await page.$eval("h1", (h1) => h1.textContent)).includes("Fjord 7B"));
  await page.goBack();
  await page.waitForSelector("#board");
  assert.ok((await models(page)).join().includes("Fjord 7B"));
  await follow(page, '#board tbody a[href*="fjord-7b"]');
  await follow(page, ".back a");
  assert.equal(await styled(), "isolate");
  await page.type("#q", "cirrus 8");
  await Promise.all([page.waitForNavigation(), page.click('.search button[type="submit"]')]);
  const named = await page.$$eval("#models tbody tr:not([hidden]) a", (links) => links.map((link) => link.textContent));
  assert.ok(named.includes("Cirrus 8B") && (!script || named.length === 1), named.join());
  await page.goto(url);
  await Promise.all([page.waitForNavigation(), page.click('.files a[type="image/svg+xml"]')]);
  assert.equal(await page.evaluate(() => document.documentElement.nodeName), "svg");
  assert.deepEqual(page.problems, []);
  await page.browserContext().close();
};

// Names with slashes, quotes and markup, where the proxy takes addresses apart and puts them together again.
const hostileNames = async () => {
  for (const url of hostile) {
    const page = await open(url);
    const links = await page.$$eval("#board a.name", (links) => links.map((link) => [link.textContent, link.href]));
    assert.ok(links.some(([name]) => name.includes("</script>")));
    for (const [name, href] of links) {
      await page.goto(href, { waitUntil: "networkidle0" });
      assert.equal(await page.$eval("h1", (h1) => h1.textContent), name);
      assert.notEqual(await page.$eval("footer", (footer) => getComputedStyle(footer).display), "block", "its styles are there");
      assert.equal(await page.$eval(".back a", (link) => link.href), url);
    }
    assert.deepEqual(page.problems, []);
    await page.browserContext().close();
  }
};

// On paper: nothing is cut off at the right, and what is folded away on a screen is there.
const paper = async () => {
  for (const [name, url] of [["board", plain], ["model", `${plain}model/fjord-7b+zerocot+t03`]]) {
    const page = await open(url);
    await page.pdf({ path: `${folder}/${name}.pdf`, preferCSSPageSize: true });
    await page.emulateMediaType("print");
    await page.setViewport({ width: 1047, height: 718 });
    const [wide, panels] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      [...document.querySelectorAll(".panel")].map((panel) => panel.getBoundingClientRect().height),
    ]);
    assert.ok(wide <= 1047, `${name} is ${wide} px wide; A4 across has 1047`);
    assert.ok(panels.every((height) => height > 100), panels.join());
    await page.browserContext().close();
  }
};

const tooltips = async () => {
  const page = await open(plain);
  const cell = await page.$("#board td.m");
  const tip = await page.evaluateHandle((td) => document.getElementById(td.getAttribute("aria-describedby")), cell);
  const visible = () => tip.evaluate((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  assert.equal(await visible(), false);
  await cell.hover();
  assert.equal(await visible(), true);
  assert.match(await tip.evaluate((node) => node.textContent), /Easy.*Arithmetic|Arithmetic.*Easy/s);
  await page.mouse.move(0, 0);
  await cell.focus();
  assert.equal(await visible(), true);
  await page.screenshot({ path: `${folder}/tooltip.png` });
  await page.browserContext().close();
};

const themes = async () => {
  const page = await open(plain);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.click('[data-theme-choice="dark"]');
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  assert.notEqual(await ground(), light);
  await page.goto(plain);
  assert.notEqual(await ground(), light, "the choice is remembered");
  await page.browserContext().close();
};

const phone = async () => {
  const page = await open(plain, { width: 390, height: 844, mobile: true });
  const viewport = await page.$eval('meta[name="viewport"]', (meta) => meta.content);
  assert.equal(viewport, "width=device-width, initial-scale=0.4, minimum-scale=0.2, user-scalable=yes");
  const [table, visible] = await page.evaluate(() => [document.querySelector("#board table").getBoundingClientRect().right, visualViewport.width]);
  assert.ok(table <= visible + 0.5, `the table ends at ${table}, the screen at ${visible}`);
  await page.screenshot({ path: `${folder}/phone.png` });
  const cell = await page.$("#board td.m");
  const painted = () => cell.evaluate((td) => getComputedStyle(td).isolation);
  const tip = await page.evaluateHandle((td) => document.getElementById(td.getAttribute("aria-describedby")), cell);
  await cell.tap();
  assert.ok(await tip.evaluate((node) => node.checkVisibility()), "a touch shows the tooltip");
  assert.equal(await painted(), "isolate", "a touched cell keeps its fill above the page");
  await page.screenshot({ path: `${folder}/touch.png` });
  await page.browserContext().close();
};

const accessible = async () => {
  const pages = {
    board: plain, model: `${plain}model/fjord-7b+zerocot+t03`, error: `${plain}?groups=nowhere`, missing: `${plain}nothing`,
    "model-of-many": "http://127.0.0.1:18069/model/Model-030%20zeroshot", empty: "http://127.0.0.1:18070/",
    site: sites[0], "site-models": `${sites[0]}models.html`,
  };
  for (const [name, url] of Object.entries(pages)) {
    for (const dark of [false, true]) {
      const page = await open(url, { dark });
      const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const bright = Number(ground.match(/\d+/)[0]) > 127;
      assert.equal(bright, !dark, `${name} is shown in the theme that is judged: ${ground}`);
      await page.screenshot({ path: `${folder}/${name}-${dark ? "dark" : "light"}.png`, fullPage: true });
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      const words = found.violations.map((v) => `${v.id}: ${v.help}; ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 160)}`);
      assert.deepEqual(words, [], `${name}, ${dark ? "dark" : "light"}`);
      await page.browserContext().close();
    }
  }
};

// Plots are folded on the board's page, open on a model's; each is drawn, and says what it shows.
const plots = async () => {
  for (const [url, wanted] of [[plain, 4], [`${plain}model/fjord-7b+zerocot+t03`, 1], [sites[0], 4], [sites[1], 4]]) {
    for (const dark of [false, true]) {
      const page = await open(url, { dark });
      assert.equal(await page.$$eval("details.plots[open]", (open) => open.length), 0);
      await page.$$eval("details.plots", (all) => all.forEach((one) => { one.open = true; }));
      await page.$$eval("figure img", (all) => all.forEach((one) => { one.loading = "eager"; }));
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      const images = await page.$$eval("figure img", (all) => all.map((one) => [one.naturalWidth, one.alt, one.currentSrc]));
      assert.equal(images.length, wanted, url);
      for (const [width, alt, src] of images) {
        assert.ok(width > 300 && alt.length > 20, `${src}: ${width} px, ${alt}`);
        assert.equal(src.includes("dark"), dark, src);
      }
      assert.deepEqual(page.problems, []);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run("figure", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      assert.deepEqual(found.violations.map((violation) => violation.id), [], url);
      const files = await page.$$eval("figcaption a", (links) => links.map((link) => [link.type, link.href]));
      assert.ok(files.some(([type]) => type === "image/svg+xml"), files.join());
      await page.browserContext().close();
    }
  }
};

try {
  for (const url of [plain, ...behind]) for (const script of [true, false]) {
    await walk(url, script);
    console.log(`${url} ${script ? "with" : "without"} JavaScript: filters, pages, sorts, searches, goes to a model and back`);
  }
  for (const url of sites) for (const script of [true, false]) {
    await walkSite(url, script);
    console.log(`${url} ${script ? "with" : "without"} JavaScript: choices, pages, a model and back, the list of models`);
  }
  for (const part of [hostileNames, tooltips, themes, phone, paper, accessible, plots]) {
    await part();
    console.log(`${part.name}: ok`);
  }
} finally {
  await browser.close();
}
