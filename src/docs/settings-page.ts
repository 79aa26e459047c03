import type { SettingFacts } from '../config/index.ts';

/** The table of all settings, by part of the documentation. */
export function settingsPage(settings: ReadonlyMap<string, SettingFacts>): string {
  const parts = [...new Set([...settings.values()].map(({ part }) => part))];
  const sections = parts.map((part) => {
    const rows = [...settings]
      .filter(([, facts]) => facts.part === part)
      .map(
        ([name, { about, sensitive, fallback }]) =>
          `| \`${name}\` | ${about}${sensitive ? ' Secret.' : ''} | ${fallback === undefined ? '' : `\`${fallback}\``} |`,
      );
    return `## ${part}\n\n| setting | what it does | default |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  return `# Settings\n\nSettings come from the environment. Each may also be given as \`NAME_FILE\`, the path of a file that holds the value. An empty text counts as unset; an unknown \`STEWARD_\` name is an error.\n\n${sections.join('\n\n')}\n`;
}
