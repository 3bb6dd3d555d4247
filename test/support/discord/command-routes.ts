import { normalised, type Registered, withDefaults } from './commands.ts';
import type { Core } from './core.ts';
import { type Json, records } from './json.ts';
import { commandFaults, commandSetFaults } from './limits.ts';
import { API_ERRORS, bodyOf, type Request, type Router } from './rest.ts';
import { userPayload } from './world.ts';

/** The application itself, and its commands: global ones, and those of a guild. */
export function addCommandRoutes(router: Router, core: Core): void {
  const application = () => ({
    id: core.bot.id,
    name: core.bot.name,
    description: '',
    icon: null,
    flags: 0,
    bot_public: true,
    bot_require_code_grant: false,
    owner: userPayload(core.bot),
    team: null,
    verify_key: '',
  });
  router.on('GET', '/oauth2/applications/@me', application).on('GET', '/applications/@me', application);
  addScope(router, core, '/applications/:app/commands', () => undefined);
  addScope(router, core, '/applications/:app/guilds/:guild/commands', ([, guild]) => guild);
}

function addScope(
  router: Router,
  core: Core,
  path: string,
  scopeOf: (parts: readonly string[]) => string | undefined,
): void {
  const inScope = (parts: readonly string[]) => {
    if (parts[0] !== core.bot.id) throw API_ERRORS.missingAccess();
    const guildId = scopeOf(parts);
    if (guildId !== undefined && guildId !== core.guild.id) throw API_ERRORS.missingAccess();
    return guildId;
  };
  const find = (parts: readonly string[]) => {
    const guildId = inScope(parts);
    const found = core.commands.find((each) => each.guildId === guildId && each.id === parts.at(-1));
    if (!found) throw API_ERRORS.unknownCommand();
    return found;
  };
  router
    .on('GET', path, (request, parts) => {
      const guildId = inScope(parts);
      const localised = request.query.get('with_localizations') === 'true';
      return core.commands
        .filter((each) => each.guildId === guildId)
        .map((each) => payload(core, each, localised));
    })
    .on('PUT', path, (request, parts) => replaceAll(core, request, inScope(parts)))
    .on('POST', path, (request, parts) => upsert(core, request, inScope(parts)))
    .on('GET', `${path}/:id`, (_, parts) => payload(core, find(parts), true))
    .on('PATCH', `${path}/:id`, (request, parts) => {
      const old = find(parts);
      const changed = { ...old, definition: { ...old.definition, ...bodyOf(request) } };
      core.check(request, commandFaults(changed.definition, ''));
      core.commands = core.commands.map((each) => (each === old ? changed : each));
      return payload(core, changed, true);
    })
    .on('DELETE', `${path}/:id`, (_, parts) => {
      const gone = find(parts);
      core.commands = core.commands.filter((each) => each !== gone);
      core.watch.changed();
    });
}

function replaceAll(core: Core, request: Request, guildId: string | undefined): readonly Json[] {
  const definitions = records(request.body);
  core.check(request, commandSetFaults(definitions));
  core.commands = [
    ...core.commands.filter((each) => each.guildId !== guildId),
    ...definitions.map((definition) => register(core, definition, guildId)),
  ];
  core.watch.changed();
  return core.commands.filter((each) => each.guildId === guildId).map((each) => payload(core, each, true));
}

function upsert(core: Core, request: Request, guildId: string | undefined): Json {
  const definition = bodyOf(request);
  core.check(request, commandFaults(definition, ''));
  const added = register(core, definition, guildId);
  const same = (each: Registered) =>
    each.guildId === guildId && each.definition.name === definition.name && typeOf(each) === typeOf(added);
  core.commands = [...core.commands.filter((each) => !same(each)), added];
  core.watch.changed();
  return payload(core, added, true);
}

const typeOf = ({ definition }: Registered) => definition.type ?? 1;

/** Registers a command as Discord would keep it; one that was there keeps its id. */
export function register(core: Core, definition: Json, guildId: string | undefined): Registered {
  const kept = withDefaults(definition);
  const old = core.commands.find(
    (each) =>
      each.guildId === guildId && each.definition.name === kept.name && typeOf(each) === (kept.type ?? 1),
  );
  return { id: old?.id ?? core.newId(), definition: kept, ...(guildId !== undefined && { guildId }) };
}

function payload(core: Core, { id, guildId, definition }: Registered, localised: boolean): Json {
  return {
    id,
    application_id: core.bot.id,
    version: id,
    ...(guildId !== undefined && { guild_id: guildId }),
    ...normalised(definition, localised),
  };
}
