// Prints the working days of 2018 to 2026 by an independent published calendar,
// for internal/statute/testdata/chinese-days-1.5.7.txt:
//
//   npm install --prefix DIR chinese-days@1.5.7
//   node scripts/published-calendar.mjs DIR > internal/statute/testdata/chinese-days-1.5.7.txt
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.argv[2] ?? "."), "x.js"));
const { isWorkday } = require("chinese-days");
const { version, license } = require("chinese-days/package.json");

console.log(`# Working days 2018-2026 by chinese-days ${version} (npm, ${license} licence),`);
console.log("# printed by scripts/published-calendar.mjs: a line a month, a character a day,");
console.log("# w a working day, o a day off.");
for (let year = 2018; year <= 2026; year++) {
  for (let month = 1; month <= 12; month++) {
    const head = `${year}-${String(month).padStart(2, "0")}`;
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    let line = "";
    for (let day = 1; day <= days; day++) {
      line += isWorkday(`${head}-${String(day).padStart(2, "0")}`) ? "w" : "o";
    }
    console.log(`${head} ${line}`);
  }
}
