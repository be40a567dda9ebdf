// Plain JavaScript on purpose: any Node can read this file, so an old one ends with a sentence instead of a crash.
// `node src/run.js FILE` checks the version and calls `main()` of FILE (relative to src/); without FILE it only checks.
const wanted = 26;
const found = process.versions.node;

if (Number(found.split('.')[0]) < wanted) {
  console.error(
    `nextstep needs Node ${wanted} or newer, and this is Node ${found}: run "npm install" again without --omit=optional (it brings Node ${wanted} along), or install Node ${wanted} from https://nodejs.org.`,
  );
  process.exit(1);
}

const file = process.argv[2];
if (file !== undefined) {
  const { main } = await import(new URL(file, import.meta.url).href);
  await main(process.argv.slice(3));
}
