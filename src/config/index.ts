export { settingFacts, settingsSchema } from './settings.ts';
export type { SettingFacts, Settings } from './settings.ts';
export { readSettings, SettingsError } from './read.ts';
export type { Environment } from './read.ts';
export { processEnvironment, useSettingsFile, withSettingsFile } from './settings-file.ts';
export { begunFor, missingFor, requirements } from './requirements.ts';
export { defaultStateDir } from './state-dir.ts';
