export type { SettingFacts } from './setting.ts';
export { settingFacts } from './settings.ts';
export type { Settings } from './settings.ts';
export { readSettings, SettingsError } from './read.ts';
export type { Environment } from './read.ts';
export { processEnvironment, useSettingsFile } from './environment.ts';
export { begunFor, missingFor, requirements } from './requirements.ts';
export { defaultStateDir } from './state-dir.ts';
